package io.carillon.calendar.rrule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A rule as its parts, drawn by [RuleDraws]: what [BruteForce] reads, so that it shares nothing
/// with the parser. Lists may be empty; `count` 0 is none.
record DrawnRule(
        LocalDateTime dtstart,
        Frequency frequency,
        int interval,
        DayOfWeek weekStart,
        Days days,
        Times times,
        List<Integer> setPositions,
        int count) {
    record Days(
            List<Integer> months,
            List<Integer> weekNumbers,
            List<Integer> yearDays,
            List<Integer> monthDays,
            List<Nth> weekdays) {
        boolean areNone() {
            return months.isEmpty()
                    && weekNumbers.isEmpty()
                    && yearDays.isEmpty()
                    && monthDays.isEmpty()
                    && weekdays.isEmpty();
        }
    }

    record Times(List<Integer> hours, List<Integer> minutes, List<Integer> seconds) {
        boolean areNone() {
            return hours.isEmpty() && minutes.isEmpty() && seconds.isEmpty();
        }
    }

    /// `number` 0 is every one.
    record Nth(int number, DayOfWeek weekday) {
        @Override
        public String toString() {
            return (number == 0 ? "" : Integer.toString(number)) + weekday.name().substring(0, 2);
        }
    }

    DrawnRule startingAt(LocalDateTime start) {
        return new DrawnRule(
                start, frequency, interval, weekStart, days, times, setPositions, count);
    }

    /// The rule as RFC 5545 writes it.
    String text() {
        List<String> parts = new ArrayList<>();
        parts.add("FREQ=" + frequency);
        parts.add(interval == 1 ? "" : "INTERVAL=" + interval);
        parts.add(count == 0 ? "" : "COUNT=" + count);
        parts.add(weekStart == DayOfWeek.MONDAY ? "" : "WKST=" + weekStart.name().substring(0, 2));
        parts.add(list("BYMONTH", days.months()));
        parts.add(list("BYWEEKNO", days.weekNumbers()));
        parts.add(list("BYYEARDAY", days.yearDays()));
        parts.add(list("BYMONTHDAY", days.monthDays()));
        parts.add(list("BYDAY", days.weekdays()));
        parts.add(list("BYHOUR", times.hours()));
        parts.add(list("BYMINUTE", times.minutes()));
        parts.add(list("BYSECOND", times.seconds()));
        parts.add(list("BYSETPOS", setPositions));
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(";"));
    }

    @Override
    public String toString() {
        return "DTSTART:%s %s"
                .formatted(
                        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT)
                                .format(dtstart),
                        text());
    }

    private static String list(String part, List<?> values) {
        return values.isEmpty()
                ? ""
                : part
                        + "="
                        + values.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
