package io.carillon.trials.history;

/// One thing that a history must not show, and shows.
public record Finding(Clause clause, String what) {
    @Override
    public String toString() {
        return clause + ": " + what;
    }
}
