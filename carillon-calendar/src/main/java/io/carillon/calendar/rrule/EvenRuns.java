package io.carillon.calendar.rrule;

import java.time.LocalDateTime;

/// Of a rule without filters, in intervals of one length: a single run to the end of time.
final class EvenRuns extends Runs {
    private final long origin;
    private final long distance;
    private final long last;
    private long first;

    EvenRuns(Frequency frequency, int interval, LocalDateTime start, long last) {
        long second = Seconds.of(start);
        this.origin = second - Math.floorMod(second, frequency.seconds());
        this.distance = (long) interval * frequency.seconds();
        this.last = last;
        this.first = Long.MAX_VALUE;
    }

    @Override
    boolean next() {
        looks++;
        if (first > last) {
            return false;
        }
        evenly(first, distance, (last - first) / distance + 1);
        first = Long.MAX_VALUE;
        return true;
    }

    @Override
    void seek(long second) {
        // The times of the interval that `second` lies in may still come after it.
        first = second - Math.floorMod(second - origin, distance);
    }
}
