package io.carillon.trials.bench;

import java.util.List;

/// What is measured: how a turn of it goes, who takes part, how much of what there is, and what is
/// to be reached.
record Mode(
        String name,
        Measurement measurement,
        List<String> contestants,
        Amount amount,
        List<Goal> goals) {
    static final String SECONDS = "seconds";

    /// How a turn goes.
    interface Measurement {
        Figures of(Turn turn) throws Exception;
    }

    /// So many of something, fewer in the quick form.
    record Amount(String noun, int quick, int usual, boolean warmedUp) {
        static Amount of(String noun, int quick, int usual) {
            return new Amount(noun, quick, usual, false);
        }

        /// After some that are not counted.
        static Amount warm(String noun, int quick, int usual) {
            return new Amount(noun, quick, usual, true);
        }
    }

    Mode {
        contestants = List.copyOf(contestants);
        goals = List.copyOf(goals);
    }

    /// Who takes part unless it is told.
    List<String> usual(boolean isQuick) {
        return contestants.stream()
                .filter(name -> !isQuick || !Contestants.SLOW.contains(name))
                .toList();
    }

    /// Whether what it is given so many of is time.
    boolean isOfSeconds() {
        return amount.noun.equals(SECONDS);
    }

    int count(boolean isQuick) {
        return isQuick ? amount.quick : amount.usual;
    }

    String heading(int count) {
        String text = "%s, %,d %s".formatted(name, count, amount.noun);
        return amount.warmedUp
                ? text + " after up to %,d that are not counted".formatted(Turn.warmUp(count))
                : text;
    }
}
