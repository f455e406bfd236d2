package io.carillon.trials.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// What is to be reached: something made of the figures of one round, and the least or the most
/// that it may be. Where one of those figures was not measured there is no such goal.
record Goal(String text, ToDoubleFunction<Round> value, double bound, boolean isLeast) {
    private static final String OURS = "carillon";

    static Goal atLeast(String figure, double times, String other) {
        return new Goal(ratioText(figure, OURS, other), ratio(figure, OURS, other), times, true);
    }

    static Goal atMost(String figure, double times, String other) {
        return new Goal(ratioText(figure, OURS, other), ratio(figure, OURS, other), times, false);
    }

    static Goal atMost(String figure, double bound) {
        return new Goal(figure, round -> round.get(OURS, figure), bound, false);
    }

    static Goal atLeast(String figure, double bound) {
        return new Goal(figure, round -> round.get(OURS, figure), bound, true);
    }

    private static String ratioText(String figure, String one, String other) {
        return figure + " of " + one + " / " + other;
    }

    private static ToDoubleFunction<Round> ratio(String figure, String one, String other) {
        return round -> round.get(one, figure) / round.get(other, figure);
    }

    boolean isMet(double reached) {
        return isLeast ? reached >= bound : reached <= bound;
    }

    /// The median of all rounds.
    OptionalDouble reached(List<Round> rounds) {
        double[] values =
                rounds.stream().mapToDouble(value).filter(it -> !Double.isNaN(it)).toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Report.median(values));
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
