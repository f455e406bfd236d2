package io.carillon.trials.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// What is to be reached: something made of the figures of one round, and the least or the most
/// that it may be; by the median of the rounds, or by each of them. Where one of those figures was
/// not measured there is no such goal.
record Goal(
        String text,
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
        return atLeast(ratioText(figure, one, other), times, ratio(figure, one, other));
    }

    static Goal atMost(String figure, String one, double times, String other) {
        return atMost(ratioText(figure, one, other), times, ratio(figure, one, other));
    }

    static Goal atMost(String figure, double bound) {
        return atMost(figure, bound, round -> round.get(OURS, figure));
    }

    static Goal atLeast(String figure, double bound) {
        return atLeast(figure, bound, round -> round.get(OURS, figure));
    }

    static Goal atMost(String text, double bound, ToDoubleFunction<Round> value) {
        return new Goal(text, value, bound, false, false);
    }

    static Goal atLeast(String text, double bound, ToDoubleFunction<Round> value) {
        return new Goal(text, value, bound, true, false);
    }

    /// The same, to be reached in each round.
    Goal inEachRound() {
        return new Goal(text + " in each round", value, bound, isLeast, true);
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

    /// The median of all rounds, or the worst of them.
    OptionalDouble reached(List<Round> rounds) {
        double[] values =
                rounds.stream().mapToDouble(value).filter(it -> !Double.isNaN(it)).toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(isForEachRound ? worst(values) : Report.median(values));
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
