package io.carillon.calendar.rrule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Draws valid rules of every frequency with any of the parts: the same ones for the same seed.
final class RuleDraws {
    private static final List<Frequency> FREQUENCIES = List.of(Frequency.values());
    private static final List<DayOfWeek> WEEKDAYS = List.of(DayOfWeek.values());

    private final SplittableRandom random;

    RuleDraws(long seed) {
        random = new SplittableRandom(seed);
    }

    DrawnRule next() {
        Frequency frequency = FREQUENCIES.get(random.nextInt(FREQUENCIES.size()));
        DrawnRule.Days days = days(frequency);
        DrawnRule.Times times = times(frequency);
        boolean mayPick = !days.areNone() || !times.areNone();
        return new DrawnRule(
                start(),
                frequency,
                interval(frequency),
                oneIn(3) ? weekday() : DayOfWeek.MONDAY,
                days,
                times,
                mayPick ? some(4, () -> fromEitherEnd(oneIn(4) ? 40 : 5)) : List.of(),
                oneIn(4) ? 1 + random.nextInt(30) : 0);
    }

    int nextInt(int bound) {
        return random.nextInt(bound);
    }

    private LocalDateTime start() {
        return LocalDateTime.of(
                        1995 + random.nextInt(40),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        oneIn(3) ? random.nextInt(24) : 9,
                        oneIn(3) ? random.nextInt(60) : 0,
                        oneIn(5) ? random.nextInt(60) : 0)
                .plusDays(random.nextInt(4));
    }

    private int interval(Frequency frequency) {
        if (!oneIn(2)) {
            return 1;
        }
        int usual =
                switch (frequency) {
                    case YEARLY -> 5;
                    case MONTHLY, WEEKLY, DAILY -> 14;
                    case HOURLY -> 50;
                    case MINUTELY -> 3_000;
                    case SECONDLY -> 200_000;
                };
        return 1 + random.nextInt(oneIn(2) ? Math.min(usual, 10) : usual);
    }

    private DrawnRule.Days days(Frequency frequency) {
        boolean yearly = frequency == Frequency.YEARLY;
        boolean numbered = yearly || frequency == Frequency.MONTHLY;
        List<Integer> weekNumbers = yearly ? some(5, () -> fromEitherEnd(53)) : List.of();
        boolean mayNumber = numbered && weekNumbers.isEmpty();
        List<Integer> months = some(3, () -> 1 + random.nextInt(12));
        int numberMax = yearly && months.isEmpty() ? 53 : 5;
        return new DrawnRule.Days(
                months,
                weekNumbers,
                yearly || frequency.isFinerThanDaily()
                        ? some(6, () -> fromEitherEnd(oneIn(3) ? 366 : 40))
                        : List.of(),
                frequency == Frequency.WEEKLY ? List.of() : some(3, () -> fromEitherEnd(31)),
                some(
                        2,
                        () ->
                                new DrawnRule.Nth(
                                        mayNumber && oneIn(2) ? fromEitherEnd(numberMax) : 0,
                                        weekday())));
    }

    private DrawnRule.Times times(Frequency frequency) {
        int rare = frequency.isFinerThanDaily() ? 3 : 4;
        return new DrawnRule.Times(
                some(rare, () -> random.nextInt(24)),
                some(rare, () -> random.nextInt(60)),
                some(rare + 1, () -> random.nextInt(60)));
    }

    /// Mostly an empty list; one in `rare` has one to four values, at times many.
    private <T> List<T> some(int rare, Supplier<T> value) {
        if (!oneIn(rare)) {
            return List.of();
        }
        int size = oneIn(8) ? 5 + random.nextInt(10) : 1 + random.nextInt(4);
        return new ArrayList<>(Stream.generate(value).limit(size).distinct().toList());
    }

    private List<Integer> some(int rare, IntSupplier value) {
        return some(rare, (Supplier<Integer>) value::getAsInt);
    }

    private int fromEitherEnd(int max) {
        int number = 1 + random.nextInt(max);
        return oneIn(3) ? -number : number;
    }

    private DayOfWeek weekday() {
        return WEEKDAYS.get(random.nextInt(WEEKDAYS.size()));
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
