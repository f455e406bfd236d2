package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarSystem;

/// Years of whole weeks: week 1 is the first with at least four of its days in the calendar's year.
final class WeekYears {
    private final CalendarSystem calendar;
    private final int weekStart;

    /// `weekStart` is 0 for Monday.
    WeekYears(CalendarSystem calendar, int weekStart) {
        this.calendar = calendar;
        this.weekStart = weekStart;
    }

    /// The first day of the week in which a day lies.
    static long weekOf(long day, int weekStart) {
        return day - Math.floorMod(Seconds.weekdayOf(day) - weekStart, 7);
    }

    /// The first day of week 1.
    long firstDayOf(int year) {
        return firstDay(calendar.epochDay(year, 1, 1));
    }

    /// The first day of week 1 of the year after.
    long endOf(int year) {
        return firstDay(calendar.epochDay(year, 1, 1) + calendar.daysIn(year));
    }

    /// The year in whose weeks a day lies; it may be one that the calendar does not tell.
    int yearOf(long day) {
        int year = calendar.dateOf(day).year();
        if (day < firstDayOf(year)) {
            return year - 1;
        }
        return day < endOf(year) ? year : year + 1;
    }

    private long firstDay(long newYear) {
        return weekOf(newYear + 3, weekStart);
    }
}
