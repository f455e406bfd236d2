package io.carillon.calendar.rrule;

/// Gregorian arithmetic on numbers, for the loops that go through months and years.
final class Gregorian {
    private static final int DAYS_TO_1970 = 719_162;
    private static final int[] DAYS_BEFORE = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
    };

    private Gregorian() {}

    static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /// 1 January, counted from 1970-01-01.
    static long firstDay(int year) {
        int before = year - 1;
        return before * 365L + before / 4 - before / 100 + before / 400 - DAYS_TO_1970;
    }

    static long firstDay(int year, int month) {
        return firstDay(year) + DAYS_BEFORE[month - 1] + (month > 2 && isLeap(year) ? 1 : 0);
    }

    static int length(int year, int month) {
        return DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
    }
}
