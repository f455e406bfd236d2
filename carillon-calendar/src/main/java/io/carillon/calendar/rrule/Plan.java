package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarSystem;
import java.time.LocalDateTime;

/// How a rule from one DTSTART is walked: the runs, and the times that come to each of their
/// moments, relative to them.
final class Plan {
    private final RecurrenceRule rule;
    private final LocalDateTime start;
    private final long startDay;
    private final CalendarDate startDate;
    private final DayParts parts;
    private final SetPositions positions;

    /// The times of one interval or, where it is longer than a day, of one day.
    private final int[] timesOfInterval;

    Plan(RecurrenceRule rule, LocalDateTime start) {
        this.rule = rule;
        this.start = start;
        startDay = start.toLocalDate().toEpochDay();
        CalendarSystem calendar = rule.scale().calendar();
        startDate = calendar.dateOf(startDay);
        parts =
                rule.dayParts()
                        .completed(
                                rule.frequency(),
                                calendar.monthAt(startDate.year(), startDate.monthIndex()),
                                startDate.day(),
                                start.getDayOfWeek());
        positions = new SetPositions(rule.setPositions());
        timesOfInterval =
                TimesOfDay.within(rule.frequency(), rule.timeParts(), start.toLocalTime());
    }

    /// Empty when there is nothing to walk.
    int[] times() {
        return switch (rule.frequency()) {
            case YEARLY, MONTHLY, WEEKLY -> positions.timesLeft(timesOfInterval);
            case DAILY, HOURLY, MINUTELY, SECONDLY -> timesOfEvery();
        };
    }

    Runs runs() {
        return switch (rule.frequency()) {
            case YEARLY -> moved(years());
            case MONTHLY ->
                    moved(new MonthRuns(rule, startDate, days(), positions, timesOfInterval));
            case WEEKLY -> weeks();
            case DAILY, HOURLY, MINUTELY, SECONDLY -> steps();
        };
    }

    private CalendarRuns years() {
        boolean weeks = !parts.weekNumbers().isEmpty();
        int origin = weeks ? weekYears().yearOf(startDay) : startDate.year();
        return new YearRuns(rule, origin, weeks, days(), positions, timesOfInterval);
    }

    private ExpandedDays days() {
        return new ExpandedDays(rule.frequency(), rule.scale(), parts, weekYears());
    }

    private WeekYears weekYears() {
        return new WeekYears(rule.scale().calendar(), rule.weekStart().getValue() - 1);
    }

    private Runs moved(CalendarRuns runs) {
        return rule.scale().moves() ? new MovedRuns(runs, rule.scale().firstDay()) : runs;
    }

    private Runs weeks() {
        int weekdays = 0;
        for (WeekdayNum weekday : parts.weekdays()) {
            int fromWeekStart = weekday.weekday().getValue() - rule.weekStart().getValue();
            weekdays |= 1 << Math.floorMod(fromWeekStart, 7);
        }
        DayFilter months =
                parts.months().isEmpty()
                        ? null
                        : new DayFilter(rule.scale(), DayParts.onlyMonths(parts.months()));
        return new WeekRuns(rule, startDay, weekdays, months, positions, timesOfInterval);
    }

    private Runs steps() {
        Scale scale = rule.scale();
        int[] limit = TimesOfDay.limit(rule.frequency(), rule.timeParts());
        if (parts.areNone() && limit.length == 0) {
            return new EvenRuns(rule.frequency(), rule.interval(), start, scale.lastSecond());
        }
        DayFilter filter = parts.areNone() ? null : new DayFilter(scale, parts);
        return new SteppedRuns(
                rule.frequency(), rule.interval(), start, filter, limit, scale.lastDay());
    }

    /// The times of one interval that BYSETPOS keeps: the same of each, where nothing but times is
    /// expanded.
    private int[] timesOfEvery() {
        int[] itself = {0};
        return positions.keepAll() ? timesOfInterval : positions.keep(itself, timesOfInterval);
    }
}
