package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarMonth;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A rule with RSCALE and SKIP as its parts, and how to draw one; all at nine o'clock. [ScaledDays]
/// reads it.
record ScaledRule(
        CalendarSystem calendar,
        Skip skip,
        LocalDate start,
        Frequency frequency,
        int interval,
        Days days,
        List<Integer> setPositions) {
    record Days(
            List<CalendarMonth> months,
            List<Integer> weekNumbers,
            List<Integer> yearDays,
            List<Integer> monthDays,
            List<DrawnRule.Nth> weekdays) {
        boolean areNone() {
            return months.isEmpty() && weekNumbers.isEmpty() && chooseNoDay();
        }

        boolean chooseNoDay() {
            return yearDays.isEmpty() && monthDays.isEmpty() && weekdays.isEmpty();
        }
    }

    private static final List<Frequency> FREQUENCIES =
            List.of(
                    Frequency.YEARLY,
                    Frequency.YEARLY,
                    Frequency.MONTHLY,
                    Frequency.MONTHLY,
                    Frequency.WEEKLY,
                    Frequency.DAILY);

    static ScaledRule draw(SplittableRandom random) {
        CalendarSystem calendar = CalendarSystem.ALL.get(random.nextInt(CalendarSystem.ALL.size()));
        Frequency frequency = FREQUENCIES.get(random.nextInt(FREQUENCIES.size()));
        Days days = days(random, calendar, frequency);
        List<Skip> skips = List.of(Skip.OMIT, Skip.FORWARD, Skip.BACKWARD);
        return new ScaledRule(
                calendar,
                skips.get(random.nextInt(skips.size())),
                LocalDate.of(1950, 1, 1).plusDays(random.nextInt(40_000)),
                frequency,
                random.nextBoolean() ? 1 : 1 + random.nextInt(6),
                days,
                days.areNone() ? List.of() : some(random, 5, i -> fromEitherEnd(random, 5)));
    }

    private static Days days(
            SplittableRandom random, CalendarSystem calendar, Frequency frequency) {
        boolean yearly = frequency == Frequency.YEARLY;
        boolean leapMonths = Set.of("CHINESE", "HEBREW").contains(calendar.rscale());
        int yearDaysMax = leapMonths ? 385 : 366;
        List<Integer> weekNumbers =
                yearly ? some(random, 8, i -> fromEitherEnd(random, 53)) : List.of();
        boolean numbered = (yearly && weekNumbers.isEmpty()) || frequency == Frequency.MONTHLY;
        return new Days(
                some(random, 2, i -> month(random, calendar)),
                weekNumbers,
                yearly ? some(random, 6, i -> fromEitherEnd(random, yearDaysMax)) : List.of(),
                frequency == Frequency.WEEKLY ? List.of() : some(random, 2, i -> monthDay(random)),
                some(
                        random,
                        3,
                        i ->
                                new DrawnRule.Nth(
                                        numbered && random.nextBoolean()
                                                ? fromEitherEnd(random, 5)
                                                : 0,
                                        java.time.DayOfWeek.of(1 + random.nextInt(7)))));
    }

    private static CalendarMonth month(SplittableRandom random, CalendarSystem calendar) {
        int number = 1 + random.nextInt(12);
        boolean leap = random.nextInt(3) == 0;
        return switch (calendar.rscale()) {
            case "CHINESE" -> new CalendarMonth(number, leap);
            case "HEBREW" -> leap ? CalendarMonth.leap(5) : CalendarMonth.of(number);
            default -> CalendarMonth.of(number);
        };
    }

    /// Often one that only some months have.
    private static int monthDay(SplittableRandom random) {
        int number = random.nextBoolean() ? 29 + random.nextInt(3) : 1 + random.nextInt(28);
        return random.nextInt(3) == 0 ? -number : number;
    }

    private static int fromEitherEnd(SplittableRandom random, int max) {
        int number = 1 + random.nextInt(max);
        return random.nextInt(3) == 0 ? -number : number;
    }

    private static <T> List<T> some(SplittableRandom random, int rare, IntFunction<T> value) {
        int size = random.nextInt(rare) == 0 ? 1 + random.nextInt(4) : 0;
        return IntStream.range(0, size).mapToObj(value).distinct().toList();
    }

    String text() {
        List<String> parts = new ArrayList<>();
        parts.add("RSCALE=" + calendar.rscale());
        parts.add("FREQ=" + frequency);
        parts.add("SKIP=" + skip);
        parts.add("INTERVAL=" + interval);
        parts.add(list("BYMONTH", days.months()));
        parts.add(list("BYWEEKNO", days.weekNumbers()));
        parts.add(list("BYYEARDAY", days.yearDays()));
        parts.add(list("BYMONTHDAY", days.monthDays()));
        parts.add(list("BYDAY", days.weekdays()));
        parts.add(list("BYSETPOS", setPositions));
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(";"));
    }

    @Override
    public String toString() {
        return "DTSTART:%sT0900 %s".formatted(start, text());
    }

    private static String list(String part, List<?> values) {
        return values.isEmpty()
                ? ""
                : part
                        + "="
                        + values.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
