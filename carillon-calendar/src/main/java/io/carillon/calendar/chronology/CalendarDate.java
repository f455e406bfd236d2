package io.carillon.calendar.chronology;

/// A day of a [CalendarSystem]: its year, the index of its month in that year, and the day of that
/// month, the latter two from 1.
public record CalendarDate(int year, int monthIndex, int day) {}
