package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;

/// The days that the day parts of a YEARLY or MONTHLY rule expand one of its intervals to, in the
/// order of RFC 5545 §3.3.10 with the steps that RFC 7529 adds: BYMONTH, leap months moved by SKIP,
/// BYWEEKNO, BYYEARDAY, BYMONTHDAY, days moved by SKIP, BYDAY.
final class ExpandedDays {
    private final CalendarSystem calendar;
    private final Skip skip;
    private final Months months;
    private final int[] weekNumbers;
    private final int[] yearDays;
    private final int[] monthDays;
    private final WeekdayLimit weekdays;
    private final WeekYears weekYears;
    private final long firstDay;
    private final long lastDay;

    /// The interval's first day, from which offsets count, and the days found so far.
    private long origin;

    private DayBits found = new DayBits();

    ExpandedDays(Frequency frequency, Scale scale, DayParts parts, WeekYears weekYears) {
        calendar = scale.calendar();
        skip = scale.skip();
        boolean yearly = frequency == Frequency.YEARLY;
        months = new Months(scale, parts.months(), yearly ? skip : Skip.OMIT);
        weekNumbers = Numbers.toArray(parts.weekNumbers());
        yearDays = Numbers.toArray(parts.yearDays());
        monthDays = Numbers.toArray(parts.monthDays());
        weekdays = new WeekdayLimit(calendar, parts.weekdays(), yearly && months.areAll());
        this.weekYears = weekYears;
        firstDay = scale.firstDay();
        lastDay = scale.lastDay();
    }

    /// The days of a year, or of its weeks if the rule has BYWEEKNO, as seconds from its first day.
    int[] ofYear(int year) {
        start(calendar.epochDay(year, 1, 1));
        if (weekNumbers.length > 0) {
            addWeeks(year);
        } else if (yearDays.length > 0) {
            addYearDays(year);
        } else {
            addMonths(year);
        }
        return found.toSeconds();
    }

    /// The days of a month, as seconds from its first day.
    int[] ofMonth(int year, int index) {
        start(calendar.epochDay(year, index, 1));
        addMonth(year, index);
        return found.toSeconds();
    }

    boolean hasMonth(int year, int index) {
        return months.has(year, index);
    }

    /// Whether months of one length that begin on the same weekday have the same days.
    boolean dependOnShapeOfMonth() {
        return skip == Skip.OMIT || !weekdays.isNumbered();
    }

    /// Whether the same holds for Gregorian years. Not so where the length of a neighbouring year
    /// counts.
    boolean dependOnShapeOfYear() {
        return skip == Skip.OMIT && (weekNumbers.length == 0 || yearDays.length == 0);
    }

    private void start(long first) {
        origin = first;
        found = new DayBits();
    }

    private void addWeeks(int year) {
        long week1 = weekYears.firstDayOf(year);
        int weeks = (int) (weekYears.endOf(year) - week1) / 7;
        for (int number : weekNumbers) {
            int week = number > 0 ? number - 1 : weeks + number;
            if (week >= 0 && week < weeks) {
                for (int i = 0; i < 7; i++) {
                    addLimited(week1 + 7L * week + i, true);
                }
            }
        }
    }

    private void addYearDays(int year) {
        int length = calendar.daysIn(year);
        for (int number : yearDays) {
            addLimited(place(number, origin, length), false);
        }
    }

    /// Adds a day if the parts let it through that stand before BYDAY and were not expanded.
    private void addLimited(long day, boolean byYearDay) {
        if (isTold(day)) {
            CalendarDate date = calendar.dateOf(day);
            if (isInMonths(date) && isOnMonthDay(date) && (!byYearDay || isOnYearDay(date, day))) {
                add(day);
            }
        }
    }

    private void addMonths(int year) {
        for (int index = 1; index <= calendar.monthsIn(year); index++) {
            if (months.has(year, index)) {
                addMonth(year, index);
            }
        }
        if (year < calendar.yearMax() && months.spillOver(year)) {
            addMonth(year + 1, 1);
        }
    }

    private void addMonth(int year, int index) {
        long first = calendar.epochDay(year, index, 1);
        int length = calendar.daysIn(year, index);
        if (monthDays.length == 0) {
            for (int i = 0; i < length; i++) {
                add(first + i);
            }
        }
        for (int number : monthDays) {
            add(place(number, first, length));
        }
    }

    /// The day of that number, from the start or the end of a month or year; if it has no such day,
    /// the one to which SKIP moves it, or none.
    private long place(int number, long first, int length) {
        int offset = number > 0 ? number - 1 : length + number;
        if (offset >= 0 && offset < length) {
            return first + offset;
        }
        return switch (skip) {
            case OMIT -> Long.MAX_VALUE;
            case FORWARD -> number > 0 ? first + length : first;
            case BACKWARD -> number > 0 ? first + length - 1 : first - 1;
        };
    }

    private void add(long day) {
        if (isTold(day) && weekdays.lets(day)) {
            found.add(day - origin);
        }
    }

    private boolean isTold(long day) {
        return day >= firstDay && day <= lastDay;
    }

    private boolean isInMonths(CalendarDate date) {
        return months.has(date.year(), date.monthIndex());
    }

    private boolean isOnYearDay(CalendarDate date, long day) {
        if (yearDays.length == 0) {
            return true;
        }
        int number = (int) (day - calendar.epochDay(date.year(), 1, 1)) + 1;
        return isOneOf(yearDays, number, calendar.daysIn(date.year()));
    }

    private boolean isOnMonthDay(CalendarDate date) {
        return monthDays.length == 0
                || isOneOf(monthDays, date.day(), calendar.daysIn(date.year(), date.monthIndex()));
    }

    private static boolean isOneOf(int[] numbers, int day, int length) {
        for (int number : numbers) {
            if (number == day || number == day - length - 1) {
                return true;
            }
        }
        return false;
    }
}
