package io.carillon.trials.proof;

/// A change of the code that no test noticed: how it was changed, and the line as it is written.
/// Lines have no numbers here, which any edit would move.
record Survivor(String file, String mutator, String line) implements Comparable<Survivor> {
    @Override
    public int compareTo(Survivor other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "%s %s | %s".formatted(file, mutator, line);
    }
}
