package io.carillon.calendar.rrule;

/// What a rule selects, one run after another, in order. A run is (part of) an interval: moments or
/// days, as seconds of local time. Times of day are added later, the same to each.
///
/// A run is either a list, `base + offsets[i]`, or evenly spaced when `step` is not 0: `base + i *
/// step`. In both, `i` goes from `from` to before `to`.
abstract class Runs {
    private static final int[] NO_OFFSETS = {};

    long base;
    long step;
    int[] offsets = NO_OFFSETS;
    long from;
    long to;

    /// How many days, weeks, months or years were looked at so far; tests bound it.
    int looks;

    /// Goes to the next run that is not empty; false when there is none, now and for ever.
    abstract boolean next();

    /// Makes the next run the first that reaches `second` with any of its times; one that ends
    /// before it may come first. `second` must not be before the first day that the calendar tells.
    abstract void seek(long second);

    final long at(long i) {
        return step == 0 ? base + offsets[(int) i] : base + i * step;
    }

    /// The first index from `low` on whose second is `second` or later; `to` if none is.
    final long indexOf(long second, long low) {
        if (step != 0) {
            return Math.min(to, Math.max(low, Math.ceilDiv(second - base, step)));
        }
        long high = to;
        long first = low;
        while (first < high) {
            long middle = (first + high) >>> 1;
            if (at(middle) < second) {
                first = middle + 1;
            } else {
                high = middle;
            }
        }
        return first;
    }

    final void list(long newBase, int[] newOffsets, long newFrom, long newTo) {
        base = newBase;
        step = 0;
        offsets = newOffsets;
        from = newFrom;
        to = newTo;
    }

    final void evenly(long newBase, long newStep, long count) {
        base = newBase;
        step = newStep;
        from = 0;
        to = count;
    }
}
