package io.carillon.calendar.rrule;

/// What a number may be, its sign aside.
record Range(int min, int max, boolean negative) {
    static Range of(int min, int max) {
        return new Range(min, max, false);
    }

    /// Also the same numbers counted from the end.
    static Range fromBothEnds(int max) {
        return new Range(1, max, true);
    }

    @Override
    public String toString() {
        return min + " to " + max + (negative ? " or -" + max + " to -" + min : "");
    }
}
