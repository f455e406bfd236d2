package io.carillon.calendar.rrule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The times of a YEARLY rule that chooses neither days nor times, as of most birthdays: the day of
/// DTSTART in every year that INTERVAL hits. Each year has it, so that nothing needs to be looked
/// for, and nothing to be taken apart.
final class SameDays implements LocalTimes {
    private static final int FEBRUARY = 2;
    private static final int LEAP_DAY = 29;

    private final int interval;
    private final int month;
    private final int dayOfMonth;
    private final LocalTime time;
    private final int secondOfDay;
    private final long lastYear;
    private long year;

    SameDays(RecurrenceRule rule, LocalDateTime dtstart, long from) {
        interval = rule.interval();
        month = dtstart.getMonthValue();
        dayOfMonth = dtstart.getDayOfMonth();
        time = dtstart.toLocalTime();
        secondOfDay = time.toSecondOfDay();
        long last = Math.min(rule.end().lastSecond(), rule.scale().lastSecond());
        int lastBegun = Seconds.local(last).getYear();
        lastYear = second(lastBegun) <= last ? lastBegun : lastBegun - 1L;
        year = dtstart.getYear();
        if (from > second(year)) {
            int begun = Seconds.local(Math.min(from, Seconds.LAST)).getYear();
            year += Math.floorDiv(begun - year, interval) * interval;
            year += second(year) < from ? interval : 0;
        }
    }

    /// Whether it is for this rule. A 29 February is not in every year, and COUNT is for
    /// [RuleTimes] to count.
    static boolean areOf(RecurrenceRule rule, LocalDateTime dtstart) {
        return rule.frequency() == Frequency.YEARLY
                && rule.scale().isGregorian()
                && rule.dayParts().areNone()
                && rule.timeParts().areNone()
                && rule.end().countMax() == Long.MAX_VALUE
                && !(dtstart.getMonthValue() == FEBRUARY && dtstart.getDayOfMonth() == LEAP_DAY);
    }

    @Override
    public long next() {
        if (year > lastYear) {
            return END;
        }
        long second = second(year);
        year += interval;
        return second;
    }

    /// The same times, from here on.
    Iterator<LocalDateTime> dateTimes() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return year <= lastYear;
            }

            @Override
            public LocalDateTime next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the recurrence has ended");
                }
                LocalDate date = LocalDate.of((int) year, month, dayOfMonth);
                year += interval;
                return LocalDateTime.of(date, time);
            }
        };
    }

    private long second(long of) {
        return Seconds.startOf(Gregorian.firstDay((int) of, month) + dayOfMonth - 1) + secondOfDay;
    }
}
