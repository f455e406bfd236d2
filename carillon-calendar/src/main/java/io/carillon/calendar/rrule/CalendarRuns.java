package io.carillon.calendar.rrule;

/// Of a rule whose intervals are months or years of a calendar.
abstract class CalendarRuns extends Runs {
    /// The day after the last of the interval that the run is from.
    long end;
}
