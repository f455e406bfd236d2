package io.carillon.calendar.chronology;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.OptionalInt;

/// The proleptic Gregorian calendar of ISO 8601 in the years 1 to 9999.
enum Gregorian implements CalendarSystem {
    CALENDAR;

    private static final int MONTHS = 12;
    private static final long DAY_MIN = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long DAY_MAX = LocalDate.of(9_999, 12, 31).toEpochDay();

    @Override
    public String rscale() {
        return "GREGORIAN";
    }

    @Override
    public int yearMin() {
        return 1;
    }

    @Override
    public int yearMax() {
        return 9_999;
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
        return YearMonth.of(Ranges.year(this, year), index).lengthOfMonth();
    }

    @Override
    public int daysIn(int year) {
        return Year.of(Ranges.year(this, year)).length();
    }

    @Override
    public long epochDay(int year, int index, int day) {
        return LocalDate.of(Ranges.year(this, year), index, day).toEpochDay();
    }

    @Override
    public CalendarDate dateOf(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(Ranges.epochDay(this, epochDay));
        return new CalendarDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
}
