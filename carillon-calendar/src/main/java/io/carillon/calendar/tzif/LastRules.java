package io.carillon.calendar.tzif;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A footer as the two yearly rules that the JDK knows, where these say exactly the same.
///
/// Rather than by reasoning about weeks, months and times of 50 hours, a rule is found by example:
/// a candidate is made from the days on which the clocks change in 28 years, and taken if it gives
/// each of them. Those years hold every kind of year that there is (each weekday as its first, leap
/// or not), so that what is right in them is right for ever.
final class LastRules {
    private static final int YEAR_FIRST = 2000;
    private static final int YEARS = 28;

    /// The JDK looks for a change in the year that the clocks show, so none may be near its ends,
    /// nor may two be so near each other that their local times meet.
    private static final int DAY_OF_YEAR_MIN = 4;

    private static final int DAY_OF_YEAR_MAX = 362;
    private static final long SECONDS_APART_MIN = 2 * 86_400;

    private LastRules() {}

    /// The two rules; or none, when the clocks do not change for ever, or not so that rules can say
    /// it.
    static List<ZoneOffsetTransitionRule> of(Footer footer) {
        List<Change> changes =
                footer.changes(Timeline.startOf(YEAR_FIRST), Timeline.startOf(YEAR_FIRST + YEARS));
        if (changes.size() != 2 * YEARS || !areApart(changes)) {
            return List.of();
        }
        Optional<ZoneOffsetTransitionRule> first = rule(everySecond(changes, 0));
        Optional<ZoneOffsetTransitionRule> second = rule(everySecond(changes, 1));
        return first.isPresent() && second.isPresent()
                ? List.of(first.get(), second.get())
                : List.of();
    }

    private static boolean areApart(List<Change> changes) {
        return IntStream.range(0, changes.size())
                .allMatch(i -> {
                    LocalDate day = changes.get(i).transition().getDateTimeBefore().toLocalDate();
                    return day.getYear() == YEAR_FIRST + i / 2
                            && day.getDayOfYear() >= DAY_OF_YEAR_MIN
                            && day.getDayOfYear() <= DAY_OF_YEAR_MAX
                            && (i == 0
                                    || changes.get(i).at() - changes.get(i - 1).at()
                                            >= SECONDS_APART_MIN);
                });
    }

    private static List<ZoneOffsetTransition> everySecond(List<Change> changes, int from) {
        return IntStream.range(0, YEARS)
                .mapToObj(year -> changes.get(2 * year + from).transition())
                .toList();
    }

    private static Optional<ZoneOffsetTransitionRule> rule(List<ZoneOffsetTransition> yearly) {
        List<LocalDate> days =
                yearly.stream().map(t -> t.getDateTimeBefore().toLocalDate()).toList();
        return Stream.of(onOrAfter(days), onOrBefore(days))
                .flatMap(Optional::stream)
                .map(day -> day.rule(yearly.getFirst()))
                .filter(rule ->
                        yearly.stream()
                                .allMatch(t ->
                                        rule.createTransition(t.getDateTimeBefore().getYear())
                                                .equals(t)))
                .findFirst();
    }

    /// A day of a month (from its end, if negative) and the weekday on or after it (before it).
    private record Day(Month month, int number, @Nullable DayOfWeek weekday) {
        ZoneOffsetTransitionRule rule(ZoneOffsetTransition example) {
            ZoneOffset before = example.getOffsetBefore();
            return ZoneOffsetTransitionRule.of(
                    month,
                    number,
                    weekday,
                    example.getDateTimeBefore().toLocalTime(),
                    false,
                    TimeDefinition.WALL,
                    before,
                    before,
                    example.getOffsetAfter());
        }
    }

    private static Optional<Day> onOrAfter(List<LocalDate> days) {
        LocalDate earliest = days.stream().min(BY_MONTH_AND_DAY).orElseThrow();
        Month month = earliest.getMonth();
        return Optional.of(new Day(month, earliest.getDayOfMonth(), weekday(days)))
                .filter(day -> day.number() <= month.minLength());
    }

    private static Optional<Day> onOrBefore(List<LocalDate> days) {
        LocalDate latest = days.stream().max(BY_MONTH_AND_DAY).orElseThrow();
        int fromEnd = latest.getDayOfMonth() - latest.lengthOfMonth() - 1;
        return Optional.of(new Day(latest.getMonth(), fromEnd, weekday(days)))
                .filter(day -> day.number() >= -28);
    }

    private static final Comparator<LocalDate> BY_MONTH_AND_DAY =
            Comparator.comparing(LocalDate::getMonth).thenComparingInt(LocalDate::getDayOfMonth);

    private static @Nullable DayOfWeek weekday(List<LocalDate> days) {
        Set<DayOfWeek> weekdays =
                days.stream().map(LocalDate::getDayOfWeek).collect(Collectors.toSet());
        return weekdays.size() == 1 ? days.getFirst().getDayOfWeek() : null;
    }
}
