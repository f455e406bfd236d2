package io.carillon.calendar.rrule;

import java.util.TreeSet;

/// Of a rule whose SKIP moves days: they may come to lie in a neighbouring interval, so that the
/// moments of one must wait for those of the next, and two may fall on one moment.
final class MovedRuns extends Runs {
    /// A leap month moved out of its year, and a day.
    private static final long MOVED_MAX = 32L * Seconds.OF_DAY;

    private static final int[] ITSELF = {0};

    private final CalendarRuns source;
    private final long firstSecond;
    private final TreeSet<Long> waiting = new TreeSet<>();
    private long settled = Long.MIN_VALUE;

    MovedRuns(CalendarRuns source, long firstDay) {
        this.source = source;
        this.firstSecond = Seconds.startOf(firstDay);
    }

    @Override
    boolean next() {
        while (waiting.isEmpty() || waiting.first() >= settled) {
            looks++;
            if (source.next()) {
                for (long i = source.from; i < source.to; i++) {
                    waiting.add(source.at(i));
                }
                // What comes later is moved back by a day at most.
                settled = Seconds.startOf(source.end - 1);
            } else if (waiting.isEmpty()) {
                return false;
            } else {
                settled = Long.MAX_VALUE;
            }
        }
        list(waiting.removeFirst(), ITSELF, 0, 1);
        return true;
    }

    @Override
    void seek(long second) {
        waiting.clear();
        settled = Long.MIN_VALUE;
        source.seek(Math.max(firstSecond, second - MOVED_MAX));
    }
}
