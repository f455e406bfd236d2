package io.carillon.calendar.rrule;

import java.util.Arrays;

/// The times of a rule with those of RDATE among them and those of EXDATE left out.
final class SetTimes implements LocalTimes {
    private final LocalTimes rule;
    private final long[] added;
    private final long[] left;
    private int nextAdded;
    private long nextOfRule;

    /// `added` and `left` are sorted.
    SetTimes(LocalTimes rule, long[] added, long[] left, long from) {
        this.rule = rule;
        this.added = added;
        this.left = left;
        int found = Arrays.binarySearch(added, from);
        nextAdded = found < 0 ? -found - 1 : found;
        nextOfRule = rule.next();
    }

    @Override
    public long next() {
        long second;
        do {
            second = nextOfEither();
        } while (second != END && Arrays.binarySearch(left, second) >= 0);
        return second;
    }

    private long nextOfEither() {
        long ofAdded = nextAdded < added.length ? added[nextAdded] : END;
        long second = Math.min(ofAdded, nextOfRule);
        if (second == END) {
            return END;
        }
        if (ofAdded == second) {
            nextAdded++;
        }
        if (nextOfRule == second) {
            nextOfRule = rule.next();
        }
        return second;
    }
}
