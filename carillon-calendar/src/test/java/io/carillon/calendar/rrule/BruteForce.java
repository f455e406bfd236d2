package io.carillon.calendar.rrule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// What RFC 5545 §3.3.10 says of one moment: does the rule select it? Answered by looking at that
/// moment, and asked of one after the other: slow, without any cleverness, and by `java.time`
/// alone.
///
/// A moment is selected when its interval is hit by INTERVAL, each BYxxx part there is lets it
/// through, and what the parts leave open is as in DTSTART; of those selected in one interval,
/// BYSETPOS keeps some.
final class BruteForce {
    private final DrawnRule rule;
    private final LocalDateTime start;
    private final WeekFields weeks;
    private final List<LocalTime> timesOfDay;
    private final Map<Long, List<LocalDateTime>> kept = new HashMap<>();

    BruteForce(DrawnRule rule) {
        this.rule = rule;
        this.start = rule.dtstart();
        this.weeks = WeekFields.of(rule.weekStart(), 4);
        this.timesOfDay = rule.frequency().isFinerThanDaily() ? List.of() : timesOfDay();
    }

    /// A day up to which to look: for finer rules soon, since each second of a day is asked.
    LocalDate horizon(LocalDateTime from) {
        int daysMax =
                switch (rule.frequency()) {
                    case YEARLY -> 3_000;
                    case MONTHLY -> 1_500;
                    case WEEKLY, DAILY -> 500;
                    case HOURLY, MINUTELY, SECONDLY -> 1_000;
                };
        int selectedMax =
                switch (rule.frequency()) {
                    case YEARLY, MONTHLY, WEEKLY, DAILY -> daysMax;
                    case HOURLY -> 100;
                    case MINUTELY -> 20;
                    case SECONDLY -> 2;
                };
        LocalDate day = from.toLocalDate();
        LocalDate last = day.plusDays(daysMax);
        for (int selected = 0;
                selected < selectedMax && day.isBefore(last);
                day = day.plusDays(1)) {
            selected += isSelected(day) ? 1 : 0;
        }
        return day;
    }

    /// All that is selected from DTSTART on until before `end`, at most `max`.
    List<LocalDateTime> fromStart(LocalDate end, int max) {
        int count = rule.count() == 0 ? max : Math.min(max, rule.count());
        return from(start, end, count);
    }

    /// All that is selected from `from` on until before `end`, at most `max`; COUNT is not looked
    /// at.
    List<LocalDateTime> from(LocalDateTime from, LocalDate end, int max) {
        List<LocalDateTime> found = new ArrayList<>();
        for (LocalDate day = from.toLocalDate(); day.isBefore(end); day = day.plusDays(1)) {
            for (LocalDateTime moment : on(day)) {
                if (!moment.isBefore(from) && !moment.isBefore(start)) {
                    found.add(moment);
                }
                if (found.size() == max) {
                    return found;
                }
            }
        }
        return found;
    }

    private List<LocalDateTime> on(LocalDate day) {
        if (!isSelected(day)) {
            return List.of();
        }
        if (rule.setPositions().isEmpty()) {
            return selectedOn(day);
        }
        if (rule.frequency().isFinerThanDaily()) {
            Map<Long, List<LocalDateTime>> intervals = new HashMap<>();
            selectedOn(day)
                    .forEach(moment ->
                            intervals
                                    .computeIfAbsent(interval(moment), _ -> new ArrayList<>())
                                    .add(moment));
            return intervals.values().stream().flatMap(all -> kept(all).stream()).sorted().toList();
        }
        return kept
                .computeIfAbsent(interval(day.atStartOfDay()), _ -> kept(selectedAround(day)))
                .stream()
                .filter(moment -> moment.toLocalDate().equals(day))
                .toList();
    }

    /// What is selected in the interval of a day.
    private List<LocalDateTime> selectedAround(LocalDate day) {
        long interval = interval(day.atStartOfDay());
        int daysAround =
                switch (rule.frequency()) {
                    case YEARLY -> 375;
                    case MONTHLY -> 31;
                    default -> 7;
                };
        return IntStream.rangeClosed(-daysAround, daysAround)
                .mapToObj(day::plusDays)
                .filter(other -> interval(other.atStartOfDay()) == interval)
                .filter(this::isSelected)
                .flatMap(other -> selectedOn(other).stream())
                .toList();
    }

    private List<LocalDateTime> kept(List<LocalDateTime> all) {
        return IntStream.range(0, all.size())
                .filter(i ->
                        rule.setPositions().contains(i + 1)
                                || rule.setPositions().contains(i - all.size()))
                .mapToObj(all::get)
                .toList();
    }

    private List<LocalDateTime> selectedOn(LocalDate day) {
        if (!rule.frequency().isFinerThanDaily()) {
            return timesOfDay.stream().map(day::atTime).toList();
        }
        List<LocalDateTime> selected = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            if (isSelected(rule.times().hours(), Frequency.HOURLY, hour, start.getHour())
                    && isHit(Frequency.HOURLY, day.atTime(hour, 0))) {
                addMinutes(selected, day, hour);
            }
        }
        return selected;
    }

    private void addMinutes(List<LocalDateTime> selected, LocalDate day, int hour) {
        for (int minute = 0; minute < 60; minute++) {
            if (isSelected(rule.times().minutes(), Frequency.MINUTELY, minute, start.getMinute())
                    && isHit(Frequency.MINUTELY, day.atTime(hour, minute))) {
                for (int second = 0; second < 60; second++) {
                    LocalDateTime moment = day.atTime(hour, minute, second);
                    if (isSelected(
                                    rule.times().seconds(),
                                    Frequency.SECONDLY,
                                    second,
                                    start.getSecond())
                            && isHit(Frequency.SECONDLY, moment)) {
                        selected.add(moment);
                    }
                }
            }
        }
    }

    private List<LocalTime> timesOfDay() {
        List<LocalTime> times = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            if (isOneOf(rule.times().hours(), minute / 60, start.getHour())
                    && isOneOf(rule.times().minutes(), minute % 60, start.getMinute())) {
                for (int second = 0; second < 60; second++) {
                    if (isOneOf(rule.times().seconds(), second, start.getSecond())) {
                        times.add(LocalTime.of(minute / 60, minute % 60, second));
                    }
                }
            }
        }
        return times;
    }

    private static boolean isOneOf(List<Integer> values, int value, int otherwise) {
        return values.isEmpty() ? value == otherwise : values.contains(value);
    }

    /// Part of a time of day: as the rule says; else as in DTSTART where intervals are longer than
    /// it.
    private boolean isSelected(List<Integer> values, Frequency unit, int value, int ofStart) {
        if (!values.isEmpty()) {
            return values.contains(value);
        }
        return rule.frequency().compareTo(unit) <= 0 || value == ofStart;
    }

    private boolean isHit(Frequency frequency, LocalDateTime moment) {
        return rule.frequency() != frequency || isHit(moment);
    }

    private boolean isHit(LocalDateTime moment) {
        return (interval(moment) - interval(start)) % rule.interval() == 0;
    }

    /// The number of the interval of a moment.
    private long interval(LocalDateTime moment) {
        LocalDateTime zero = LocalDate.EPOCH.atStartOfDay();
        return switch (rule.frequency()) {
            case YEARLY ->
                    rule.days().weekNumbers().isEmpty()
                            ? moment.getYear()
                            : moment.get(weeks.weekBasedYear());
            case MONTHLY -> moment.getLong(ChronoField.PROLEPTIC_MONTH);
            case WEEKLY ->
                    ChronoUnit.WEEKS.between(
                            LocalDate.of(1, 1, 1).with(weeks.dayOfWeek(), 1),
                            moment.toLocalDate().with(weeks.dayOfWeek(), 1));
            case DAILY -> moment.toLocalDate().toEpochDay();
            case HOURLY -> ChronoUnit.HOURS.between(zero, moment);
            case MINUTELY -> ChronoUnit.MINUTES.between(zero, moment);
            case SECONDLY -> ChronoUnit.SECONDS.between(zero, moment);
        };
    }

    private boolean isSelected(LocalDate day) {
        DrawnRule.Days days = rule.days();
        if (!rule.frequency().isFinerThanDaily() && !isHit(day.atStartOfDay())) {
            return false;
        }
        return (days.months().isEmpty() || days.months().contains(day.getMonthValue()))
                && isListed(
                        days.weekNumbers(),
                        day.get(weeks.weekOfWeekBasedYear()),
                        (int) weeks.weekOfWeekBasedYear().rangeRefinedBy(day).getMaximum())
                && isListed(days.yearDays(), day.getDayOfYear(), day.lengthOfYear())
                && isListed(days.monthDays(), day.getDayOfMonth(), day.lengthOfMonth())
                && (days.weekdays().isEmpty()
                        || days.weekdays().stream().anyMatch(nth -> isNth(day, nth)))
                && isLikeStartWhereOpen(day);
    }

    private static boolean isListed(List<Integer> numbers, int number, int of) {
        return numbers.isEmpty() || numbers.contains(number) || numbers.contains(number - of - 1);
    }

    private boolean isNth(LocalDate day, DrawnRule.Nth nth) {
        if (day.getDayOfWeek() != nth.weekday() || nth.number() == 0) {
            return day.getDayOfWeek() == nth.weekday();
        }
        boolean inYear = rule.frequency() == Frequency.YEARLY && rule.days().months().isEmpty();
        LocalDate first = inYear ? day.withDayOfYear(1) : day.withDayOfMonth(1);
        int length = inYear ? day.lengthOfYear() : day.lengthOfMonth();
        IntPredicate isSameWeekday = i -> first.plusDays(i).getDayOfWeek() == nth.weekday();
        List<LocalDate> all =
                IntStream.range(0, length).filter(isSameWeekday).mapToObj(first::plusDays).toList();
        return isListed(List.of(nth.number()), all.indexOf(day) + 1, all.size());
    }

    private boolean isLikeStartWhereOpen(LocalDate day) {
        DrawnRule.Days days = rule.days();
        boolean isDayOpen =
                days.yearDays().isEmpty()
                        && days.monthDays().isEmpty()
                        && days.weekdays().isEmpty();
        if (!isDayOpen) {
            return true;
        }
        boolean sameWeekday = day.getDayOfWeek() == start.getDayOfWeek();
        boolean sameMonthDay = day.getDayOfMonth() == start.getDayOfMonth();
        return switch (rule.frequency()) {
            case YEARLY ->
                    days.weekNumbers().isEmpty()
                            ? sameMonthDay
                                    && (!days.months().isEmpty()
                                            || day.getMonth() == start.getMonth())
                            : sameWeekday;
            case MONTHLY -> sameMonthDay;
            case WEEKLY -> sameWeekday;
            case DAILY, HOURLY, MINUTELY, SECONDLY -> true;
        };
    }
}
