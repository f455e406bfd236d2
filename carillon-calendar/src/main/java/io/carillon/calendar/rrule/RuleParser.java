package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarMonth;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads a rule part by part; the first that is wrong is a [RecurrenceRuleException].
final class RuleParser {
    private static final Range POSITIVE = Range.of(1, Integer.MAX_VALUE);

    /// As many digits as may be in front of a number that fits, with room for leading zeros.
    private static final int DIGITS_MAX = 18;

    private final RuleText text;
    private final Frequency frequency;
    private final Scale scale;

    private RuleParser(RuleText text) {
        this.text = text;
        this.frequency = frequency(text);
        this.scale = scale(text);
    }

    static RecurrenceRule parse(String rule) {
        RuleText text = new RuleText(rule);
        RecurrenceRule parsed = new RuleParser(text).rule();
        RuleChecks.check(text, parsed);
        return parsed;
    }

    private RecurrenceRule rule() {
        return new RecurrenceRule(
                frequency,
                text.find(Part.INTERVAL).map(v -> v.number(POSITIVE, DIGITS_MAX, false)).orElse(1),
                text.find(Part.WKST).map(RuleParser::weekday).orElse(DayOfWeek.MONDAY),
                scale,
                end(),
                dayParts(),
                new TimeParts(
                        numbers(Part.BYHOUR, Range.of(0, 23)),
                        numbers(Part.BYMINUTE, Range.of(0, 59)),
                        // Who keeps no leap seconds reads 60 as 59 (RFC 5545 §3.3.5).
                        list(
                                Part.BYSECOND,
                                v -> Math.min(59, v.number(Range.of(0, 60), 2, false)),
                                Comparator.naturalOrder())),
                numbers(Part.BYSETPOS, Range.fromBothEnds(scale.yearDaysMax())));
    }

    private DayParts dayParts() {
        return new DayParts(
                list(
                        Part.BYMONTH,
                        this::month,
                        Comparator.comparingInt(CalendarMonth::number)
                                .thenComparing(CalendarMonth::leap)),
                numbers(Part.BYWEEKNO, Range.fromBothEnds(scale.weeksMax())),
                numbers(Part.BYYEARDAY, Range.fromBothEnds(scale.yearDaysMax())),
                numbers(Part.BYMONTHDAY, Range.fromBothEnds(31)),
                list(Part.BYDAY, this::weekdayNum, WeekdayNum.ORDER));
    }

    private static Frequency frequency(RuleText text) {
        Value value =
                text.find(Part.FREQ)
                        .orElseThrow(() ->
                                text.missing(
                                        Part.FREQ,
                                        "a rule needs it, such as FREQ=YEARLY; there are "
                                                + names(Frequency.values())));
        return named(value, Frequency.values());
    }

    private static Scale scale(RuleText text) {
        Optional<Value> rscale = text.find(Part.RSCALE);
        Optional<Value> skip = text.find(Part.SKIP);
        if (rscale.isEmpty() && skip.isPresent()) {
            throw skip.get().refused("it needs RSCALE, such as RSCALE=GREGORIAN");
        }
        return new Scale(
                rscale.map(RuleParser::calendar).orElse(Scale.GREGORIAN.calendar()),
                skip.map(value -> named(value, Skip.values())).orElse(Skip.OMIT));
    }

    private static CalendarSystem calendar(Value value) {
        try {
            return CalendarSystem.of(value.text());
        } catch (IllegalArgumentException _) {
            throw value.refused(
                    value.shown()
                            + " is no calendar; there are "
                            + CalendarSystem.ALL.stream()
                                    .map(CalendarSystem::rscale)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private End end() {
        Optional<Value> count = text.find(Part.COUNT);
        Optional<Value> until = text.find(Part.UNTIL);
        if (count.isPresent() && until.isPresent()) {
            Value later =
                    count.get().position() > until.get().position() ? count.get() : until.get();
            throw later.refused("a rule has COUNT or UNTIL, not both; leave one out");
        }
        return until.map(UntilParser::parse)
                .or(() -> count.map(v -> new End.After(v.number(POSITIVE, DIGITS_MAX, false))))
                .orElse(new End.Never());
    }

    private CalendarMonth month(Value value) {
        boolean leap = value.text().endsWith("L") || value.text().endsWith("l");
        String digits = leap ? value.text().substring(0, value.text().length() - 1) : value.text();
        int number =
                new Value(value.part(), digits, value.position()).number(Range.of(1, 12), 2, false);
        if (leap && !scale.hasLeapMonth(number)) {
            throw value.refused(
                    "%s has no leap month %s; write %d"
                            .formatted(scale.calendar().rscale(), value.shown(), number));
        }
        return new CalendarMonth(number, leap);
    }

    private WeekdayNum weekdayNum(Value value) {
        int split = Math.max(0, value.text().length() - 2);
        DayOfWeek weekday =
                weekday(
                        new Value(
                                value.part(),
                                value.text().substring(split),
                                value.position() + split));
        if (split == 0) {
            return WeekdayNum.every(weekday);
        }
        Value ordinal = new Value(value.part(), value.text().substring(0, split), value.position());
        return new WeekdayNum(
                ordinal.number(Range.fromBothEnds(scale.weeksMax()), 2, true), weekday);
    }

    private static DayOfWeek weekday(Value value) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> value.is(WeekdayNum.name(day)))
                .findAny()
                .orElseThrow(() ->
                        value.refused(
                                value.shown()
                                        + " is no weekday; there are MO, TU, WE, TH, FR, SA, SU"));
    }

    private List<Integer> numbers(Part part, Range range) {
        int digitsMax = Integer.toString(range.max()).length();
        return list(
                part,
                value -> value.number(range, digitsMax, range.negative()),
                Numbers.FROM_START);
    }

    private <T> List<T> list(Part part, Function<Value, T> read, Comparator<? super T> order) {
        return text.find(part)
                .map(value -> value.items().stream().map(read).distinct().sorted(order).toList())
                .orElse(List.of());
    }

    private static <E extends Enum<E>> E named(Value value, E[] all) {
        return Arrays.stream(all)
                .filter(each -> value.is(each.name()))
                .findAny()
                .orElseThrow(() ->
                        value.refused(value.shown() + " is unknown; there are " + names(all)));
    }

    private static String names(Enum<?>[] all) {
        return Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "));
    }
}
