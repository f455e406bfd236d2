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

    /// So many of something, fewer in the quick form; the slow ones get `slowMax` at most.
    record Amount(String noun, int quick, int usual, int slowMax, boolean warmedUp) {
        static Amount of(String noun, int quick, int usual) {
            return new Amount(noun, quick, usual, Integer.MAX_VALUE, false);
        }

        /// After some that are not counted.
        static Amount warm(String noun, int quick, int usual) {
            return new Amount(noun, quick, usual, Integer.MAX_VALUE, true);
        }

        Amount slowAtMost(int max) {
            return new Amount(noun, quick, usual, max, warmedUp);
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

    /// What one of them gets of so many.
    int countOf(String contestant, int count) {
        return Contestants.SLOW.contains(contestant) ? Math.min(count, amount.slowMax) : count;
    }

    String heading(int count) {
        String text = "%s, %,d %s".formatted(name, count, amount.noun);
        if (amount.slowMax < count) {
            text += " (%,d of %s)".formatted(amount.slowMax, String.join(", ", Contestants.SLOW));
        }
        return amount.warmedUp
                ? text + " after up to %,d that are not counted".formatted(Turn.warmUp(count))
                : text;
    }
}
