package io.carillon.calendar.tzif;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;

/// A day that comes each year, in one of the three forms that POSIX knows.
sealed interface YearDay {
    /// `Mm.w.d`: a weekday of a month, the first to fourth or, as `w` = 5, the last.
    record InWeek(int month, int week, DayOfWeek day) implements YearDay {
        private static final int LAST = 5;

        @Override
        public long in(int year) {
            YearMonth in = YearMonth.of(year, month);
            LocalDate date =
                    week == LAST
                            ? in.atEndOfMonth().with(TemporalAdjusters.previousOrSame(day))
                            : in.atDay(7 * week - 6).with(TemporalAdjusters.nextOrSame(day));
            return date.toEpochDay();
        }
    }

    /// `Jn`: the nth day of a year, in which 29 February is never counted.
    record WithoutLeapDay(int number) implements YearDay {
        private static final int FEBRUARY_28 = 59;

        @Override
        public long in(int year) {
            LocalDate first = LocalDate.ofYearDay(year, 1);
            int leapDay = number > FEBRUARY_28 && first.isLeapYear() ? 1 : 0;
            return first.toEpochDay() + number - 1 + leapDay;
        }
    }

    /// `n`: the day that is n days after 1 January, and so another date in leap years.
    record AfterNewYear(int days) implements YearDay {
        @Override
        public long in(int year) {
            return LocalDate.ofYearDay(year, 1).toEpochDay() + days;
        }
    }

    /// The day's number since 1970 in a year.
    long in(int year);
}
