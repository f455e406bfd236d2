package io.carillon.trials.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A figure of ours, or its ratio to another contestant's in the same round, and the least or the
/// most that it may be.
record Goal(String figure, Optional<String> against, double bound, boolean isLeast) {
    private static final String OURS = "carillon";

    /// What a mode is to reach.
    static List<Goal> of(Mode mode) {
        return switch (mode) {
            case DRAIN ->
                    List.of(
                            atLeast("a second", 0.8, "floor"),
                            atLeast("a second", 3, "db-scheduler"),
                            atMost("jvm us each", 12),
                            atMost("pg us each", 1.2, "floor"));
            case INSERT -> List.of(atLeast("a second", 0.6, "floor"));
            case HERD ->
                    List.of(
                            atMost("late p99 ms", 1.3, "floor"),
                            atMost("late p99 ms", 1 / 3.0, "db-scheduler"),
                            atLeast("least late ms", 0));
            case PUNCTUAL ->
                    List.of(
                            atMost("late p50 ms", 3),
                            atMost("late p99 ms", 10),
                            atLeast("least late ms", 0),
                            atMost("jvm % of a core", 25));
        };
    }

    private static Goal atLeast(String figure, double times, String contestant) {
        return new Goal(figure, Optional.of(contestant), times, true);
    }

    private static Goal atMost(String figure, double times, String contestant) {
        return new Goal(figure, Optional.of(contestant), times, false);
    }

    private static Goal atMost(String figure, double bound) {
        return new Goal(figure, Optional.empty(), bound, false);
    }

    private static Goal atLeast(String figure, double bound) {
        return new Goal(figure, Optional.empty(), bound, true);
    }

    boolean isMet(Map<String, List<Figures>> rounds) {
        double value = value(rounds);
        return isLeast ? value >= bound : value <= bound;
    }

    /// The median of all rounds.
    double value(Map<String, List<Figures>> rounds) {
        List<Figures> ours = rounds.getOrDefault(OURS, List.of());
        List<Figures> theirs = against.map(rounds::get).orElse(ours);
        return Report.median(
                IntStream.range(0, ours.size())
                        .mapToDouble(round ->
                                ours.get(round).get(figure)
                                        / (against.isPresent() ? theirs.get(round).get(figure) : 1))
                        .toArray());
    }

    String text() {
        return "%s %s %s%s"
                .formatted(
                        figure,
                        isLeast ? "at least" : "at most",
                        bound,
                        against.map(name -> " times that of " + name).orElse(""));
    }
}
