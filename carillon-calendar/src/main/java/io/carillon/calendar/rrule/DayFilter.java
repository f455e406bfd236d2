package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;

/// Which days the day parts of a rule let through that is WEEKLY or finer: there they only limit.
/// It remembers one month as the bits of its days, so that the next day is one look.
final class DayFilter {
    static final long NONE = Long.MAX_VALUE;

    private final CalendarSystem calendar;
    private final boolean cyclic;
    private final Months months;
    private final int[] monthDays;
    private final int[] yearDays;
    private final int weekdays;
    private final long firstDay;
    private final long lastDay;

    private long first;
    private long end;
    private int days;

    DayFilter(Scale scale, DayParts parts) {
        calendar = scale.calendar();
        cyclic = scale.isGregorian();
        months = new Months(scale, parts.months(), Skip.OMIT);
        monthDays = Numbers.toArray(parts.monthDays());
        yearDays = Numbers.toArray(parts.yearDays());
        weekdays = weekdays(parts);
        firstDay = scale.firstDay();
        lastDay = scale.lastDay();
    }

    /// Whether the days repeat with the 400 years of the Gregorian calendar.
    boolean isCyclic() {
        return cyclic;
    }

    /// The first day from `day` on that is let through.
    long next(long day) {
        // A week may begin before the first day that the calendar tells.
        long candidate = Math.max(day, firstDay);
        long searchEnd = cyclic ? Math.min(lastDay, day + Cycle.DAYS) : lastDay;
        while (candidate <= searchEnd) {
            open(candidate);
            int rest = days >>> (candidate - first);
            if (rest != 0) {
                long found = candidate + Integer.numberOfTrailingZeros(rest);
                return found <= lastDay ? found : NONE;
            }
            candidate = end;
        }
        return NONE;
    }

    private void open(long day) {
        if (day >= first && day < end) {
            return;
        }
        CalendarDate date = calendar.dateOf(day);
        first = day - date.day() + 1;
        int length = calendar.daysIn(date.year(), date.monthIndex());
        end = first + length;
        days = months.has(date.year(), date.monthIndex()) ? days(date.year(), length) : 0;
    }

    private int days(int year, int length) {
        int set = (int) ((1L << length) - 1);
        if (monthDays.length > 0) {
            int of = 0;
            for (int number : monthDays) {
                int offset = number > 0 ? number - 1 : length + number;
                of |= offset >= 0 && offset < length ? 1 << offset : 0;
            }
            set &= of;
        }
        if (weekdays != 0) {
            set &= everyWeek(Seconds.weekdayOf(first));
        }
        return set != 0 && yearDays.length > 0 ? set & yearDays(year, length) : set;
    }

    /// The bits of the wanted weekdays in a month whose first day is the weekday `start`.
    private int everyWeek(int start) {
        int week = (weekdays >>> start | weekdays << (7 - start)) & 0x7F;
        return week * 0x1020_4081; // the week five times over
    }

    private int yearDays(int year, int length) {
        int before = (int) (first - calendar.epochDay(year, 1, 1));
        int yearLength = calendar.daysIn(year);
        int set = 0;
        for (int number : yearDays) {
            int offset = (number > 0 ? number - 1 : yearLength + number) - before;
            set |= offset >= 0 && offset < length ? 1 << offset : 0;
        }
        return set;
    }

    private static int weekdays(DayParts parts) {
        int set = 0;
        for (WeekdayNum weekday : parts.weekdays()) {
            set |= 1 << (weekday.weekday().getValue() - 1);
        }
        return set;
    }
}
