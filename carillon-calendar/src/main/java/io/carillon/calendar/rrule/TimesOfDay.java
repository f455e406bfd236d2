package io.carillon.calendar.rrule;

import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;

/// The times that BYHOUR, BYMINUTE and BYSECOND choose, as seconds in order.
final class TimesOfDay {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;

    private TimesOfDay() {}

    /// The times within one interval, from its start; for intervals of a day or more, those of a
    /// day. What the rule leaves open is taken from DTSTART.
    static int[] within(Frequency interval, TimeParts parts, LocalTime start) {
        return switch (interval) {
            case SECONDLY -> new int[] {0};
            case MINUTELY -> chosen(parts.seconds(), start.getSecond());
            case HOURLY ->
                    product(
                            chosen(parts.minutes(), start.getMinute()),
                            MINUTE,
                            chosen(parts.seconds(), start.getSecond()));
            case DAILY, WEEKLY, MONTHLY, YEARLY ->
                    product(
                            chosen(parts.hours(), start.getHour()),
                            HOUR,
                            product(
                                    chosen(parts.minutes(), start.getMinute()),
                                    MINUTE,
                                    chosen(parts.seconds(), start.getSecond())));
        };
    }

    /// Which of the intervals of a day, counted from its start, the parts let through that only
    /// limit; empty when all are.
    static int[] limit(Frequency interval, TimeParts parts) {
        return switch (interval) {
            case SECONDLY ->
                    parts.areNone()
                            ? new int[0]
                            : product(
                                    any(parts.hours(), 24),
                                    HOUR,
                                    product(
                                            any(parts.minutes(), 60),
                                            MINUTE,
                                            any(parts.seconds(), 60)));
            case MINUTELY ->
                    parts.hours().isEmpty() && parts.minutes().isEmpty()
                            ? new int[0]
                            : product(any(parts.hours(), 24), 60, any(parts.minutes(), 60));
            case HOURLY -> Numbers.toArray(parts.hours());
            case DAILY, WEEKLY, MONTHLY, YEARLY -> new int[0];
        };
    }

    private static int[] chosen(List<Integer> values, int otherwise) {
        return values.isEmpty() ? new int[] {otherwise} : Numbers.toArray(values);
    }

    private static int[] any(List<Integer> values, int count) {
        return values.isEmpty() ? IntStream.range(0, count).toArray() : Numbers.toArray(values);
    }

    private static int[] product(int[] large, int unit, int[] small) {
        int[] all = new int[large.length * small.length];
        int next = 0;
        for (int each : large) {
            for (int part : small) {
                all[next++] = each * unit + part;
            }
        }
        return all;
    }
}
