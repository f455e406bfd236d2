package io.carillon.calendar.chronology;

import java.util.OptionalInt;

/// The tabular Islamic calendar, civil epoch, years of the Hijra: an arithmetic one, in which
/// eleven years of every thirty (2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29) have a leap day, the
/// 30th of the last month. CLDR's `islamic-civil`.
///
/// It is neither the sighted calendar nor Umm al-Qura ([java.time.chrono.HijrahDate]) and differs
/// from them by a day or two. It begins on Friday, 16 July 622 of the Julian calendar, and is told
/// as far as the year 9999 of ISO 8601. Arithmetic: Reingold and Dershowitz, "Calendrical
/// Calculations".
enum IslamicCivil implements CalendarSystem {
    CALENDAR;

    private static final int YEAR_MIN = 1;
    private static final int YEAR_MAX = 9_665;

    /// 622-07-16 of the Julian calendar, 622-07-19 of ISO 8601.
    private static final long EPOCH = -492_148;

    private static final int MONTHS = 12;
    private static final int DAYS_COMMON = 354;
    private static final int CYCLE_YEARS = 30;
    private static final int CYCLE_LEAPS = 11;
    private static final int CYCLE_DAYS = CYCLE_YEARS * DAYS_COMMON + CYCLE_LEAPS;

    private static final long DAY_MIN = EPOCH;
    private static final long DAY_MAX = yearStart(YEAR_MAX + 1) - 1;

    @Override
    public String rscale() {
        return "ISLAMIC-CIVIL";
    }

    @Override
    public int yearMin() {
        return YEAR_MIN;
    }

    @Override
    public int yearMax() {
        return YEAR_MAX;
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
        Ranges.year(this, year);
        return MONTHS;
    }

    @Override
    public CalendarMonth monthAt(int year, int index) {
        return CalendarMonth.of(Ranges.month(this, year, index));
    }

    @Override
    public OptionalInt indexOf(int year, CalendarMonth month) {
        Ranges.year(this, year);
        return month.leap() || month.number() > MONTHS
                ? OptionalInt.empty()
                : OptionalInt.of(month.number());
    }

    @Override
    public int daysIn(int year, int index) {
        Ranges.month(this, year, index);
        return index % 2 == 1 || (index == MONTHS && isLeap(year)) ? 30 : 29;
    }

    @Override
    public int daysIn(int year) {
        Ranges.year(this, year);
        return isLeap(year) ? DAYS_COMMON + 1 : DAYS_COMMON;
    }

    @Override
    public long epochDay(int year, int index, int day) {
        Ranges.day(this, year, index, day);
        return yearStart(year) + monthStart(index) + day - 1;
    }

    @Override
    public CalendarDate dateOf(long epochDay) {
        Ranges.epochDay(this, epochDay);
        int year = (int) ((CYCLE_YEARS * (epochDay - EPOCH) + CYCLE_DAYS + 15) / CYCLE_DAYS);
        int dayOfYear = (int) (epochDay - yearStart(year));
        // Two months have 59 days; the leap day would fall into a thirteenth.
        int index = Math.min(2 * dayOfYear / 59 + 1, MONTHS);
        return new CalendarDate(year, index, dayOfYear - monthStart(index) + 1);
    }

    private static boolean isLeap(int year) {
        return (14 + CYCLE_LEAPS * year) % CYCLE_YEARS < CYCLE_LEAPS;
    }

    private static long yearStart(int year) {
        int leaps = (3 + CYCLE_LEAPS * year) / CYCLE_YEARS;
        return EPOCH + (year - 1) * (long) DAYS_COMMON + leaps;
    }

    /// How many days of the year go before the month at `index`.
    private static int monthStart(int index) {
        return 29 * (index - 1) + index / 2;
    }
}
