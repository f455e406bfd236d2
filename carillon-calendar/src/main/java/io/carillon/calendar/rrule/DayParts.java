package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarMonth;
import java.time.DayOfWeek;
import java.util.List;

/// The parts of a rule that choose days. An empty list is a part that is not there.
record DayParts(
        List<CalendarMonth> months,
        List<Integer> weekNumbers,
        List<Integer> yearDays,
        List<Integer> monthDays,
        List<WeekdayNum> weekdays) {
    DayParts {
        months = List.copyOf(months);
        weekNumbers = List.copyOf(weekNumbers);
        yearDays = List.copyOf(yearDays);
        monthDays = List.copyOf(monthDays);
        weekdays = List.copyOf(weekdays);
    }

    static DayParts onlyMonths(List<CalendarMonth> months) {
        return new DayParts(months, List.of(), List.of(), List.of(), List.of());
    }

    boolean areNone() {
        return months.isEmpty() && weekNumbers.isEmpty() && choosesNoDay();
    }

    /// Whether they keep the days of a rule at least two apart: those of one weekday are a week
    /// apart, those of one number most of a month. Where intervals are longer than a day, so are
    /// those of the one day that is taken from DTSTART.
    boolean areFarApart(boolean longerThanDaily) {
        return yearDays.size() == 1
                || monthDays.size() == 1
                || weekdays.size() == 1
                || (longerThanDaily && choosesNoDay());
    }

    /// With what the rule leaves open taken from DTSTART (RFC 5545 §3.3.10).
    DayParts completed(Frequency frequency, CalendarMonth month, int monthDay, DayOfWeek weekday) {
        if (!choosesNoDay()) {
            return this;
        }
        return switch (frequency) {
            case YEARLY -> {
                if (!weekNumbers.isEmpty()) {
                    yield with(months, List.of(), List.of(WeekdayNum.every(weekday)));
                }
                yield with(
                        months.isEmpty() ? List.of(month) : months, List.of(monthDay), List.of());
            }
            case MONTHLY -> with(months, List.of(monthDay), List.of());
            case WEEKLY -> with(months, List.of(), List.of(WeekdayNum.every(weekday)));
            case DAILY, HOURLY, MINUTELY, SECONDLY -> this;
        };
    }

    private boolean choosesNoDay() {
        return yearDays.isEmpty() && monthDays.isEmpty() && weekdays.isEmpty();
    }

    private DayParts with(
            List<CalendarMonth> newMonths, List<Integer> newDays, List<WeekdayNum> newWeekdays) {
        return new DayParts(newMonths, weekNumbers, yearDays, newDays, newWeekdays);
    }
}
