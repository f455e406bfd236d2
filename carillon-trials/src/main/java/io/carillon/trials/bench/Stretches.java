package io.carillon.trials.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The stretches of a soak, in order: those before somebody holds a transaction open, without the
/// first one, which warms up; those while it is held; and those after it.
final class Stretches {
    /// What is within this of what was before is as it was before.
    private static final double AS_BEFORE = 1.5;

    /// In so many stretches one after another.
    private static final int LASTING = 3;

    /// What is dead becomes more while a transaction is held, so that the last of those stretches
    /// tell.
    private static final int LAST_HELD = 5;

    private final List<Stretch> before = new ArrayList<>();
    private final List<Stretch> held = new ArrayList<>();
    private final List<Stretch> after = new ArrayList<>();
    private boolean warm;

    void add(Stretch stretch) {
        if (stretch.held()) {
            held.add(stretch);
        } else if (!held.isEmpty()) {
            after.add(stretch);
        } else if (warm) {
            before.add(stretch);
        }
        warm = true;
    }

    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "before", before);
        put(figures, "held", held);
        put(figures, "after", after);
        figures.put(
                Soak.HELD_CLAIMS,
                median(lastHeld(), Stretch::claimP50) / median(before, Stretch::claimP50));
        return figures;
    }

    private List<Stretch> lastHeld() {
        return held.subList(Math.max(0, held.size() - LAST_HELD), held.size());
    }

    /// How long after the end of the transaction claims, lateness and dead rows are as before and
    /// stay so; as long as there are stretches, if they never do. The files keep the size that they
    /// have grown to; what a vacuum makes free in them is used again.
    double secondsUntilAsBefore() {
        long back =
                IntStream.range(0, after.size())
                        .filter(this::isAsBeforeFrom)
                        .mapToObj(after::get)
                        .findFirst()
                        .orElse(after.getLast())
                        .end();
        return back - (double) held.getLast().end();
    }

    private boolean isAsBeforeFrom(int first) {
        return after.stream().skip(first).limit(LASTING).allMatch(this::isAsBefore);
    }

    private boolean isAsBefore(Stretch stretch) {
        long dead = before.stream().mapToLong(Stretch::dead).max().orElse(0);
        return stretch.dead() <= dead
                && stretch.claimP50() <= AS_BEFORE * median(before, Stretch::claimP50)
                && stretch.lateP99() <= AS_BEFORE * median(before, Stretch::lateP99);
    }

    private static void put(Map<String, Double> figures, String when, List<Stretch> stretches) {
        figures.put("a second, " + when, median(stretches, Stretch::aSecond));
        figures.put("late p50 ms, " + when, median(stretches, Stretch::lateP50));
        figures.put("late p99 ms, " + when, median(stretches, Stretch::lateP99));
        figures.put("claim p50 ms, " + when, median(stretches, Stretch::claimP50));
        figures.put("dead rows, " + when, median(stretches, Stretch::dead));
        figures.put("schedule MB, " + when, median(stretches, Stretch::scheduleMegabytes));
    }

    private static double median(List<Stretch> stretches, ToDoubleFunction<Stretch> figure) {
        return Report.median(stretches.stream().mapToDouble(figure).toArray());
    }
}
