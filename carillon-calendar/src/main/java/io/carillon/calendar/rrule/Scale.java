package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;

/// The calendar in which a rule counts, and what becomes of days that it lacks (RFC 7529).
record Scale(CalendarSystem calendar, Skip skip) {
    private static final String GREGORIAN_NAME = "GREGORIAN";

    static final Scale GREGORIAN = new Scale(CalendarSystem.of(GREGORIAN_NAME), Skip.OMIT);

    boolean isGregorian() {
        return calendar.rscale().equals(GREGORIAN_NAME);
    }

    boolean moves() {
        return skip != Skip.OMIT;
    }

    /// The first day, counted from 1970-01-01, that the calendar can tell.
    long firstDay() {
        return calendar.epochDayMin();
    }

    /// The last day that it can tell, in the year 9999 at the latest.
    long lastDay() {
        return calendar.epochDayMax();
    }

    /// The last second of that day.
    long lastSecond() {
        return Seconds.startOf(lastDay() + 1) - 1;
    }

    /// Whether the months of that number are sometimes followed by a leap month.
    boolean hasLeapMonth(int number) {
        return switch (calendar.rscale()) {
            case "CHINESE" -> true;
            case "HEBREW" -> number == 5;
            default -> false;
        };
    }

    /// The days of the longest year.
    int yearDaysMax() {
        return switch (calendar.rscale()) {
            case "CHINESE", "HEBREW" -> 385;
            default -> 366;
        };
    }

    /// The weeks of the longest year, and how often it may have one weekday.
    int weeksMax() {
        return switch (calendar.rscale()) {
            case "CHINESE", "HEBREW" -> 55;
            default -> 53;
        };
    }
}
