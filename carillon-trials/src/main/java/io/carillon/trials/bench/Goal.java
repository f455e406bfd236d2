package io.carillon.trials.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// What is to be reached: something made of the figures of one round, and the least or the most
/// that it may be; by the median of the rounds, or by each of them. Where one of those whom it
/// `needs` took no part there is no such goal; where they did, and a figure is not a number, it is
/// missed. One that needs nobody by name is there where its figure is.
record Goal(
        String text,
        Set<String> needs,
        ToDoubleFunction<Round> value,
        double bound,
        boolean isLeast,
        boolean isForEachRound) {
    private static final String OURS = Report.OURS;

    static Goal atLeast(String figure, double times, String other) {
        return atLeast(figure, OURS, times, other);
    }

    static Goal atMost(String figure, double times, String other) {
        return atMost(figure, OURS, times, other);
    }

    static Goal atLeast(String figure, String one, double times, String other) {
        return atLeast(
                ratioText(figure, one, other),
                times,
                Set.of(one, other),
                ratio(figure, one, other));
    }

    static Goal atMost(String figure, String one, double times, String other) {
        return atMost(
                ratioText(figure, one, other),
                times,
                Set.of(one, other),
                ratio(figure, one, other));
    }

    static Goal atMost(String figure, double bound) {
        return atMost(figure, bound, OURS, figure);
    }

    static Goal atLeast(String figure, double bound) {
        return atLeast(figure, bound, OURS, figure);
    }

    /// Of one figure of somebody.
    static Goal atMost(String text, double bound, String one, String figure) {
        return atMost(text, bound, Set.of(one), round -> round.get(one, figure));
    }

    static Goal atLeast(String text, double bound, String one, String figure) {
        return atLeast(text, bound, Set.of(one), round -> round.get(one, figure));
    }

    static Goal atMost(
            String text, double bound, Set<String> needs, ToDoubleFunction<Round> value) {
        return new Goal(text, needs, value, bound, false, false);
    }

    static Goal atLeast(
            String text, double bound, Set<String> needs, ToDoubleFunction<Round> value) {
        return new Goal(text, needs, value, bound, true, false);
    }

    /// The same, to be reached in each round.
    Goal inEachRound() {
        return new Goal(text + " in each round", needs, value, bound, isLeast, true);
    }

    private static String ratioText(String figure, String one, String other) {
        return "%s of %s / %s".formatted(figure, one, other);
    }

    private static ToDoubleFunction<Round> ratio(String figure, String one, String other) {
        return round -> round.get(one, figure) / round.get(other, figure);
    }

    boolean isMet(double reached) {
        return isLeast ? reached >= bound : reached <= bound;
    }

    /// The median of all rounds, or the worst of them; not a number where that of a round is none.
    OptionalDouble reached(List<Round> rounds) {
        double[] values =
                rounds.stream()
                        .filter(round -> round.turns().keySet().containsAll(needs))
                        .mapToDouble(value)
                        .filter(it -> !needs.isEmpty() || !Double.isNaN(it))
                        .toArray();
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        boolean areNumbers = DoubleStream.of(values).noneMatch(Double::isNaN);
        double reached = isForEachRound ? worst(values) : Report.median(values);
        return OptionalDouble.of(areNumbers ? reached : Double.NaN);
    }

    private double worst(double[] values) {
        DoubleStream all = DoubleStream.of(values);
        return (isLeast ? all.min() : all.max()).orElseThrow();
    }

    String line(double reached) {
        return "%s %s, %s %s: %s"
                .formatted(
                        isMet(reached) ? "reached" : "MISSED",
                        text,
                        isLeast ? "at least" : "at most",
                        Report.number(bound),
                        Report.number(reached));
    }
}
