package io.carillon.calendar.rrule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes a rule in its canonical form.
final class RuleWriter {
    private static final DateTimeFormatter DATE = form("uuuuMMdd");
    private static final DateTimeFormatter LOCAL = form("uuuuMMdd'T'HHmmss");
    private static final DateTimeFormatter UTC = form("uuuuMMdd'T'HHmmss'Z'");

    private final StringBuilder text = new StringBuilder();

    private RuleWriter() {}

    static String write(RecurrenceRule rule) {
        RuleWriter writer = new RuleWriter();
        writer.text.append(Part.FREQ).append('=').append(rule.frequency());
        writer.scale(rule.scale());
        writer.add(Part.INTERVAL, rule.interval() == 1 ? "" : rule.interval());
        writer.end(rule.end());
        writer.add(
                Part.WKST,
                rule.weekStart() == DayOfWeek.MONDAY ? "" : WeekdayNum.name(rule.weekStart()));
        writer.list(Part.BYMONTH, rule.dayParts().months());
        writer.list(Part.BYWEEKNO, rule.dayParts().weekNumbers());
        writer.list(Part.BYYEARDAY, rule.dayParts().yearDays());
        writer.list(Part.BYMONTHDAY, rule.dayParts().monthDays());
        writer.list(Part.BYDAY, rule.dayParts().weekdays());
        writer.list(Part.BYHOUR, rule.timeParts().hours());
        writer.list(Part.BYMINUTE, rule.timeParts().minutes());
        writer.list(Part.BYSECOND, rule.timeParts().seconds());
        writer.list(Part.BYSETPOS, rule.setPositions());
        return writer.text.toString();
    }

    private void scale(Scale scale) {
        // A Gregorian rule that omits what does not exist is one without RSCALE.
        if (!scale.isGregorian() || scale.moves()) {
            add(Part.RSCALE, scale.calendar().rscale());
            add(Part.SKIP, scale.moves() ? scale.skip() : "");
        }
    }

    private void end(End end) {
        switch (end) {
            case End.Never() -> {}
            case End.After(int count) -> add(Part.COUNT, count);
            case End.OnDay(var day) -> add(Part.UNTIL, DATE.format(day));
            case End.AtLocal(var local) -> add(Part.UNTIL, LOCAL.format(local));
            case End.AtInstant(var instant) -> add(Part.UNTIL, UTC.format(utc(instant)));
        }
    }

    private void list(Part part, List<?> values) {
        add(part, values.stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    private void add(Part part, Object value) {
        String written = value.toString();
        if (!written.isEmpty()) {
            text.append(';').append(part).append('=').append(written);
        }
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }
}
