package io.carillon.trials.bench;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// One turn of each contestant.
final class Round {
    private final SequencedMap<String, Figures> turns = new LinkedHashMap<>();

    void add(String contestant, Figures figures) {
        turns.put(contestant, figures);
    }

    SequencedMap<String, Figures> turns() {
        return turns;
    }

    /// Not a number where it was not measured.
    double get(String contestant, String figure) {
        Figures figures = turns.get(contestant);
        return figures == null ? Double.NaN : figures.get(figure);
    }

    boolean isWhole() {
        return turns.values().stream().allMatch(Figures::isWhole);
    }
}
