package io.carillon.calendar.chronology;

import java.time.DateTimeException;
import java.time.LocalDate;

/// What a calendar can be asked. Each answers the number that was asked for, or throws a
/// [DateTimeException] that says which ones there are.
final class Ranges {
    private Ranges() {}

    static int year(CalendarSystem calendar, int year) {
        if (year < calendar.yearMin() || year > calendar.yearMax()) {
            throw outside(calendar, "the year " + year);
        }
        return year;
    }

    static int month(CalendarSystem calendar, int year, int index) {
        return within("month", index, 1, calendar.monthsIn(year));
    }

    static void day(CalendarSystem calendar, int year, int index, int day) {
        within("day", day, 1, calendar.daysIn(year, index));
    }

    static long epochDay(CalendarSystem calendar, long epochDay) {
        if (epochDay < calendar.epochDayMin() || epochDay > calendar.epochDayMax()) {
            throw outside(calendar, LocalDate.ofEpochDay(epochDay).toString());
        }
        return epochDay;
    }

    static int within(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new DateTimeException(
                    what + " is " + value + ", and must be " + min + " to " + max);
        }
        return value;
    }

    private static DateTimeException outside(CalendarSystem calendar, String what) {
        return new DateTimeException(
                "%s does not have %s: it is told for its years %d to %d, from %s to %s"
                        .formatted(
                                calendar.rscale(),
                                what,
                                calendar.yearMin(),
                                calendar.yearMax(),
                                LocalDate.ofEpochDay(calendar.epochDayMin()),
                                LocalDate.ofEpochDay(calendar.epochDayMax())));
    }
}
