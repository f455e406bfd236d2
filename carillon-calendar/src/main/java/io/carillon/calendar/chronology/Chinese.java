package io.carillon.calendar.chronology;

import java.util.OptionalInt;

/// The Chinese calendar (农历) of the years 1900 to 2100, each named by the Gregorian year in which
/// it begins. 5L is the leap month after the fifth (闰五月).
///
/// Told from a table, [ChineseYears], which is made by the rule of GB/T 33661-2017 from computed
/// new moons and solar terms: days in UTC+8, before 1929 in Beijing's local mean time. It covers
/// 1900-01-31 to 2101-01-28. What it cannot know: how the Earth will turn. One new moon to come,
/// that of 7 August 2097, is so close to midnight that a shorter ΔT than was forecast puts it, and
/// the first of the seventh month, on the 8th. And where the rule and the almanacs of the time
/// differ, it has the rule: in 1906 they began the fourth month on 24 April, a day later.
enum Chinese implements CalendarSystem {
    CALENDAR;

    private static final int MONTHS = 12;
    private static final int DAYS_LEAST = 29;
    private static final int DAYS_MOST = 30;

    private static final long DAY_MIN = ChineseYears.start(ChineseYears.FIRST);
    private static final long DAY_MAX = ChineseYears.start(ChineseYears.LAST + 1) - 1;

    @Override
    public String rscale() {
        return "CHINESE";
    }

    @Override
    public int yearMin() {
        return ChineseYears.FIRST;
    }

    @Override
    public int yearMax() {
        return ChineseYears.LAST;
    }

    @Override
    public long epochDayMin() {
        return DAY_MIN;
    }

    @Override
    public long epochDayMax() {
        return DAY_MAX;
    }

    @Override
    public int monthsIn(int year) {
        return months(Ranges.year(this, year));
    }

    @Override
    public CalendarMonth monthAt(int year, int index) {
        Ranges.month(this, year, index);
        int leap = ChineseYears.leapMonth(year);
        return leap == 0 || index <= leap
                ? CalendarMonth.of(index)
                : new CalendarMonth(index - 1, index == leap + 1);
    }

    @Override
    public OptionalInt indexOf(int year, CalendarMonth month) {
        int leap = ChineseYears.leapMonth(Ranges.year(this, year));
        int number = month.number();
        if (number > MONTHS || (month.leap() && number != leap)) {
            return OptionalInt.empty();
        }
        boolean afterLeap = leap != 0 && (month.leap() || number > leap);
        return OptionalInt.of(afterLeap ? number + 1 : number);
    }

    @Override
    public int daysIn(int year, int index) {
        Ranges.month(this, year, index);
        return DAYS_LEAST + (ChineseYears.longMonths(year) >> (index - 1) & 1);
    }

    @Override
    public int daysIn(int year) {
        return monthStart(Ranges.year(this, year), months(year) + 1);
    }

    @Override
    public long epochDay(int year, int index, int day) {
        Ranges.day(this, year, index, day);
        return ChineseYears.start(year) + monthStart(year, index) + day - 1;
    }

    @Override
    public CalendarDate dateOf(long epochDay) {
        int year = ChineseYears.yearOf(Ranges.epochDay(this, epochDay));
        int dayOfYear = (int) (epochDay - ChineseYears.start(year));
        int index = dayOfYear / DAYS_MOST + 1;
        // At most once: in a year, what its months lack of 30 days makes less than a month.
        while (monthStart(year, index + 1) <= dayOfYear) {
            index++;
        }
        return new CalendarDate(year, index, dayOfYear - monthStart(year, index) + 1);
    }

    private static int months(int year) {
        return ChineseYears.leapMonth(year) == 0 ? MONTHS : MONTHS + 1;
    }

    /// How many days of the year go before the month at `index`.
    private static int monthStart(int year, int index) {
        int longBefore = ChineseYears.longMonths(year) & (1 << (index - 1)) - 1;
        return DAYS_LEAST * (index - 1) + Integer.bitCount(longBefore);
    }
}
