package io.carillon.calendar.rrule;

import java.time.DayOfWeek;
import java.util.Comparator;

/// One value of BYDAY: a weekday, and which of them; `ordinal` 0 is every one, -1 the last.
record WeekdayNum(int ordinal, DayOfWeek weekday) {
    /// Every one first, then the first, the second, and from the last backwards.
    static final Comparator<WeekdayNum> ORDER =
            Comparator.comparing(WeekdayNum::ordinal, Numbers.FROM_START)
                    .thenComparing(WeekdayNum::weekday);

    static WeekdayNum every(DayOfWeek weekday) {
        return new WeekdayNum(0, weekday);
    }

    boolean isEvery() {
        return ordinal == 0;
    }

    static String name(DayOfWeek weekday) {
        return weekday.name().substring(0, 2);
    }

    @Override
    public String toString() {
        return (isEvery() ? "" : Integer.toString(ordinal)) + name(weekday);
    }
}
