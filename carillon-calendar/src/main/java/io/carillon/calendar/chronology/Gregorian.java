package io.carillon.calendar.chronology;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.OptionalInt;

/// The proleptic Gregorian calendar of ISO 8601 in the years 1 to 9999.
enum Gregorian implements CalendarSystem {
    CALENDAR;

    private static final int MONTHS = 12;

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
    public int monthsIn(int year) {
        checked(year);
        return MONTHS;
    }

    @Override
    public CalendarMonth monthAt(int year, int index) {
        checked(year);
        return CalendarMonth.of(Ranges.within("month", index, 1, MONTHS));
    }

    @Override
    public OptionalInt indexOf(int year, CalendarMonth month) {
        checked(year);
        return month.leap() || month.number() > MONTHS
                ? OptionalInt.empty()
                : OptionalInt.of(month.number());
    }

    @Override
    public int daysIn(int year, int index) {
        return YearMonth.of(checked(year), index).lengthOfMonth();
    }

    @Override
    public int daysIn(int year) {
        return Year.of(checked(year)).length();
    }

    @Override
    public long epochDay(int year, int index, int day) {
        return LocalDate.of(checked(year), index, day).toEpochDay();
    }

    @Override
    public CalendarDate dateOf(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        return new CalendarDate(
                checked(date.getYear()), date.getMonthValue(), date.getDayOfMonth());
    }

    /// The year itself; a [DateTimeException] when it is none of this calendar's.
    private int checked(int year) {
        return Ranges.within("year", year, yearMin(), yearMax());
    }
}
