package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarMonth;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The days of a rule with RSCALE and SKIP, written down interval by interval as RFC 7529 says it,
/// from the first year of the calendar to the last asked for: slow, and with nothing kept.
final class ScaledDays {
    private final ScaledRule rule;
    private final CalendarSystem calendar;
    private final CalendarDate start;

    /// A month, which may lie past the last of its year.
    private record Month(int year, int index) {}

    ScaledDays(ScaledRule rule) {
        this.rule = rule;
        this.calendar = rule.calendar();
        this.start = calendar.dateOf(rule.start().toEpochDay());
    }

    /// Those from DTSTART on until before `end`.
    NavigableSet<LocalDate> until(LocalDate end) {
        int yearFirst = Math.max(calendar.yearMin(), start.year() - 2);
        int yearLast = Math.min(calendar.yearMax(), calendar.dateOf(end.toEpochDay()).year() + 1);
        NavigableSet<LocalDate> days = new TreeSet<>();
        intervals(yearFirst, yearLast).forEach(days::addAll);
        return days.subSet(rule.start(), true, end, false);
    }

    private Stream<NavigableSet<LocalDate>> intervals(int yearFirst, int yearLast) {
        return switch (rule.frequency()) {
            case YEARLY ->
                    IntStream.rangeClosed(yearFirst, yearLast)
                            .filter(year -> (year - origin()) % rule.interval() == 0)
                            .mapToObj(year -> kept(yearly(year)));
            case MONTHLY -> monthly(yearFirst, yearLast).stream().map(this::kept);
            case WEEKLY -> steps(yearFirst, yearLast, 7).map(this::kept);
            default -> steps(yearFirst, yearLast, 1).map(this::kept);
        };
    }

    private int origin() {
        return rule.days().weekNumbers().isEmpty() ? start.year() : weekYear(rule.start());
    }

    private NavigableSet<LocalDate> kept(List<LocalDate> all) {
        List<LocalDate> sorted = all.stream().distinct().sorted().toList();
        NavigableSet<LocalDate> kept = new TreeSet<>();
        for (int i = 0; i < sorted.size(); i++) {
            if (rule.setPositions().isEmpty()
                    || rule.setPositions().contains(i + 1)
                    || rule.setPositions().contains(i - sorted.size())) {
                kept.add(sorted.get(i));
            }
        }
        return kept;
    }

    // YEARLY

    private List<LocalDate> yearly(int year) {
        ScaledRule.Days days = rule.days();
        if (!days.weekNumbers().isEmpty()) {
            return weeks(year).stream()
                    .filter(day -> isInMonths(day, rule.skip()))
                    .filter(this::isOnYearDays)
                    .filter(this::isOnMonthDays)
                    .filter(day ->
                            days.chooseNoDay()
                                    ? day.getDayOfWeek() == rule.start().getDayOfWeek()
                                    : isOnWeekdays(day))
                    .toList();
        }
        if (!days.yearDays().isEmpty()) {
            return days.yearDays().stream()
                    .flatMap(number ->
                            place(number, day(year, 1, 1), calendar.daysIn(year)).stream())
                    .filter(day -> isInMonths(day, rule.skip()))
                    .filter(this::isOnMonthDays)
                    .filter(this::isOnWeekdays)
                    .toList();
        }
        return months(year).stream()
                .distinct()
                .flatMap(month -> days(month).stream())
                .filter(this::isOnWeekdays)
                .toList();
    }

    private List<Month> months(int year) {
        List<CalendarMonth> names = rule.days().months();
        if (names.isEmpty() && rule.days().chooseNoDay()) {
            names = List.of(calendar.monthAt(start.year(), start.monthIndex()));
        } else if (names.isEmpty()) {
            return IntStream.rangeClosed(1, calendar.monthsIn(year))
                    .mapToObj(index -> new Month(year, index))
                    .toList();
        }
        return names.stream().flatMap(name -> month(year, name, rule.skip()).stream()).toList();
    }

    private List<Month> month(int year, CalendarMonth name, Skip skip) {
        if (calendar.indexOf(year, name).isPresent()) {
            return List.of(new Month(year, calendar.indexOf(year, name).getAsInt()));
        }
        int plain = calendar.indexOf(year, CalendarMonth.of(name.number())).orElseThrow();
        return switch (skip) {
            case OMIT -> List.of();
            case BACKWARD -> List.of(new Month(year, plain));
            case FORWARD ->
                    plain < calendar.monthsIn(year)
                            ? List.of(new Month(year, plain + 1))
                            : List.of(new Month(year + 1, 1));
        };
    }

    private List<LocalDate> weeks(int year) {
        LocalDate first = week1(year);
        LocalDate next = week1(day(year, 1, 1).plusDays(calendar.daysIn(year)));
        List<LocalDate> starts = first.datesUntil(next, java.time.Period.ofWeeks(1)).toList();
        List<LocalDate> days = new ArrayList<>();
        for (int number : rule.days().weekNumbers()) {
            int week = number > 0 ? number - 1 : starts.size() + number;
            if (week >= 0 && week < starts.size()) {
                starts.get(week).datesUntil(starts.get(week).plusWeeks(1)).forEach(days::add);
            }
        }
        return days;
    }

    private LocalDate week1(int year) {
        return week1(day(year, 1, 1));
    }

    private static LocalDate week1(LocalDate newYear) {
        LocalDate monday = newYear.with(java.time.DayOfWeek.MONDAY);
        return newYear.toEpochDay() - monday.toEpochDay() <= 3 ? monday : monday.plusWeeks(1);
    }

    private int weekYear(LocalDate day) {
        int year = calendar.dateOf(day.toEpochDay()).year();
        if (day.isBefore(week1(year))) {
            return year - 1;
        }
        return day.isBefore(week1(year + 1)) ? year : year + 1;
    }

    // MONTHLY

    private List<List<LocalDate>> monthly(int yearFirst, int yearLast) {
        List<Month> all =
                IntStream.rangeClosed(yearFirst, yearLast)
                        .boxed()
                        .flatMap(year ->
                                IntStream.rangeClosed(1, calendar.monthsIn(year))
                                        .mapToObj(index -> new Month(year, index)))
                        .toList();
        int first = all.indexOf(new Month(start.year(), start.monthIndex()));
        return IntStream.range(0, all.size())
                .filter(i -> (i - first) % rule.interval() == 0)
                .mapToObj(all::get)
                .filter(month -> isInMonths(day(month.year(), month.index(), 1), Skip.OMIT))
                .map(month -> days(month).stream().filter(this::isOnWeekdays).toList())
                .toList();
    }

    /// The days of a month before BYDAY.
    private List<LocalDate> days(Month month) {
        LocalDate first = day(month.year(), month.index(), 1);
        int length = calendar.daysIn(month.year(), month.index());
        if (!rule.days().monthDays().isEmpty()) {
            return rule.days().monthDays().stream()
                    .flatMap(number -> place(number, first, length).stream())
                    .toList();
        }
        return rule.days().weekdays().isEmpty()
                ? place(start.day(), first, length)
                : first.datesUntil(first.plusDays(length)).toList();
    }

    private List<LocalDate> place(int number, LocalDate first, int length) {
        LocalDate end = first.plusDays(length);
        LocalDate day = number > 0 ? first.plusDays(number - 1) : end.plusDays(number);
        if (!day.isBefore(first) && day.isBefore(end)) {
            return List.of(day);
        }
        return switch (rule.skip()) {
            case OMIT -> List.of();
            case FORWARD -> List.of(number > 0 ? end : first);
            case BACKWARD -> List.of((number > 0 ? end : first).minusDays(1));
        };
    }

    // WEEKLY and DAILY, which only filter

    private Stream<List<LocalDate>> steps(int yearFirst, int yearLast, int days) {
        LocalDate origin = days == 7 ? rule.start().with(java.time.DayOfWeek.MONDAY) : rule.start();
        long last = day(yearLast, 1, 1).toEpochDay();
        return LongStream.iterate(
                        origin.toEpochDay(),
                        day -> day < last,
                        day -> day + (long) days * rule.interval())
                .filter(_ -> yearFirst <= yearLast)
                .mapToObj(LocalDate::ofEpochDay)
                .map(first ->
                        first.datesUntil(first.plusDays(days))
                                .filter(day -> isInMonths(day, Skip.OMIT))
                                .filter(this::isOnMonthDays)
                                .filter(day ->
                                        (days == 7 && rule.days().weekdays().isEmpty())
                                                ? day.getDayOfWeek() == rule.start().getDayOfWeek()
                                                : isOnWeekdays(day))
                                .toList());
    }

    // Filters

    private boolean isInMonths(LocalDate day, Skip skip) {
        CalendarDate date = calendar.dateOf(day.toEpochDay());
        return rule.days().months().isEmpty()
                || rule.days().months().stream()
                        .flatMap(name -> month(date.year(), name, skip).stream())
                        .anyMatch(new Month(date.year(), date.monthIndex())::equals);
    }

    private boolean isOnYearDays(LocalDate day) {
        int year = calendar.dateOf(day.toEpochDay()).year();
        int number = (int) (day.toEpochDay() - day(year, 1, 1).toEpochDay()) + 1;
        return isListed(rule.days().yearDays(), number, calendar.daysIn(year));
    }

    private boolean isOnMonthDays(LocalDate day) {
        CalendarDate date = calendar.dateOf(day.toEpochDay());
        return isListed(
                rule.days().monthDays(),
                date.day(),
                calendar.daysIn(date.year(), date.monthIndex()));
    }

    private boolean isOnWeekdays(LocalDate day) {
        return rule.days().weekdays().isEmpty()
                || rule.days().weekdays().stream().anyMatch(nth -> isNth(day, nth));
    }

    private boolean isNth(LocalDate day, DrawnRule.Nth nth) {
        if (day.getDayOfWeek() != nth.weekday() || nth.number() == 0) {
            return day.getDayOfWeek() == nth.weekday();
        }
        CalendarDate date = calendar.dateOf(day.toEpochDay());
        boolean inYear = rule.frequency() == Frequency.YEARLY && rule.days().months().isEmpty();
        LocalDate first = day(date.year(), inYear ? 1 : date.monthIndex(), 1);
        int length =
                inYear
                        ? calendar.daysIn(date.year())
                        : calendar.daysIn(date.year(), date.monthIndex());
        List<LocalDate> all =
                first.datesUntil(first.plusDays(length))
                        .filter(other -> other.getDayOfWeek() == nth.weekday())
                        .toList();
        return isListed(List.of(nth.number()), all.indexOf(day) + 1, all.size());
    }

    private static boolean isListed(List<Integer> numbers, int number, int of) {
        return numbers.isEmpty() || numbers.contains(number) || numbers.contains(number - of - 1);
    }

    private LocalDate day(int year, int index, int day) {
        return LocalDate.ofEpochDay(calendar.epochDay(year, index, day));
    }
}
