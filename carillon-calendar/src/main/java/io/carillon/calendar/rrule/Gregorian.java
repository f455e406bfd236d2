package io.carillon.calendar.rrule;

/// Gregorian arithmetic on numbers, for the loops that go through months and years.
final class Gregorian {
    private static final int YEARS = (int) Cycle.YEARS;

    /// From 1 January of the year 0, with which a cycle begins.
    private static final int DAYS_TO_1970 = 719_528;

    /// Of each year of a cycle the days before it, and its shape.
    private static final int[] FIRST_DAYS = new int[YEARS];

    private static final byte[] SHAPES = new byte[YEARS];

    private static final int[] DAYS_BEFORE = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
    };

    static {
        int day = 0;
        for (int year = 0; year < YEARS; year++) {
            FIRST_DAYS[year] = day;
            int leap = isLeap(year) ? 1 : 0;
            SHAPES[year] = (byte) (Seconds.weekdayOf(day - DAYS_TO_1970) + 7 * leap);
            day += 365 + leap;
        }
    }

    private Gregorian() {}

    static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /// 1 January, counted from 1970-01-01.
    static long firstDay(int year) {
        return year / YEARS * Cycle.DAYS + FIRST_DAYS[year % YEARS] - DAYS_TO_1970;
    }

    /// The weekday of 1 January, from 0 for Monday on, and 7 more in a leap year.
    static int shapeOf(int year) {
        return SHAPES[year % YEARS];
    }

    static long firstDay(int year, int month) {
        return firstDay(year) + DAYS_BEFORE[month - 1] + (month > 2 && isLeap(year) ? 1 : 0);
    }

    static int length(int year, int month) {
        return DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
    }
}
