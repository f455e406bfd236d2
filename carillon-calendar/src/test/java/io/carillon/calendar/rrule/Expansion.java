package io.carillon.calendar.rrule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Short ways to write what tests expand and expect.
final class Expansion {
    private static final ZoneRules NEW_YORK = ZoneId.of("America/New_York").getRules();
    private static final LocalTime NINE = LocalTime.of(9, 0);

    private Expansion() {}

    /// The first times of a rule.
    static List<LocalDateTime> first(int count, String dtstart, String rule) {
        return startingFrom(dtstart, dtstart, rule).stream().limit(count).toList();
    }

    /// All of them.
    static List<LocalDateTime> all(String dtstart, String rule) {
        return startingFrom(dtstart, dtstart, rule);
    }

    static List<LocalDateTime> startingFrom(String earliest, String dtstart, String rule) {
        return all(set(dtstart, rule), earliest);
    }

    static List<LocalDateTime> all(RecurrenceSet set) {
        return all(set, "-9999-01-01T00:00");
    }

    static List<LocalDateTime> all(RecurrenceSet set, String earliest) {
        Iterator<LocalDateTime> times = set.from(LocalDateTime.parse(earliest));
        return Stream.generate(() -> times)
                .takeWhile(Iterator::hasNext)
                .map(Iterator::next)
                .limit(1_000)
                .toList();
    }

    /// All the times of a rule in New York, where an UNTIL in UTC is resolved.
    static List<LocalDateTime> inNewYork(String dtstart, String rule) {
        RecurrenceSet set = set(dtstart, rule);
        return all(set).stream()
                .filter(time -> !set.isPastUntil(time, time.toInstant(NEW_YORK.getOffset(time))))
                .toList();
    }

    static RecurrenceSet set(String dtstart, String rule) {
        return RecurrenceSet.of(RecurrenceRule.parse(rule), LocalDateTime.parse(dtstart));
    }

    /// Nine o'clock on days written as in RFC 5545: `1997-09: 2 9 16`, one month each.
    static List<LocalDateTime> nine(String... months) {
        return at(NINE, months);
    }

    static List<LocalDateTime> at(LocalTime time, String... months) {
        return Arrays.stream(months)
                .flatMap(month ->
                        Arrays.stream(month.substring(month.indexOf(':') + 1).strip().split(" +"))
                                .flatMap(days -> days(month, days).stream()))
                .map(day -> day.atTime(time))
                .toList();
    }

    static List<LocalDateTime> times(String... texts) {
        return Arrays.stream(texts).map(LocalDateTime::parse).toList();
    }

    private static List<LocalDate> days(String month, String days) {
        LocalDate first = LocalDate.parse(month.substring(0, 7) + "-01");
        int dash = days.indexOf('-');
        int from = Integer.parseInt(dash < 0 ? days : days.substring(0, dash));
        int to = Integer.parseInt(days.substring(dash + 1));
        return IntStream.rangeClosed(from, to).mapToObj(first::withDayOfMonth).toList();
    }
}
