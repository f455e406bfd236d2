package io.carillon.calendar.rrule;

import java.time.LocalDateTime;

/// The times of a rule from one DTSTART, from any moment on.
///
/// To start late costs nothing in a rule without COUNT. With COUNT, what came before is counted: at
/// once in a rule without filters, else run by run, so by days, weeks, months or years, not by
/// times.
final class RuleTimes implements LocalTimes {
    private final Runs runs;
    private final int[] times;
    private final long last;
    private long left;

    /// The moment whose times are being told, its index in the run and the end of that, and the
    /// index of the next time.
    private long moment;

    private long index;
    private long end;
    private int time;

    RuleTimes(RecurrenceRule rule, LocalDateTime dtstart, long from) {
        Plan plan = new Plan(rule, dtstart);
        runs = plan.runs();
        times = plan.times();
        last = Math.min(rule.end().lastSecond(), rule.scale().lastSecond());
        left = rule.end().countMax();
        time = times.length;
        long start = Seconds.of(dtstart);
        long begin = Math.max(start, from);
        if (begin > last || times.length == 0) {
            left = 0;
        } else if (left == Long.MAX_VALUE) {
            runs.seek(begin);
            skipTo(begin);
        } else {
            runs.seek(start);
            skipTo(start);
            long before = skipTo(begin);
            left = Math.max(0, left - before);
        }
    }

    @Override
    public long next() {
        if (left == 0 || (time == times.length && !nextMoment())) {
            left = 0;
            return END;
        }
        long second = moment + times[time++];
        if (second > last) {
            left = 0;
            return END;
        }
        left--;
        return second;
    }

    /// How much work it was so far, for tests to bound.
    int looks() {
        return runs.looks;
    }

    private boolean nextMoment() {
        index++;
        if (index >= end && !open()) {
            return false;
        }
        moment = runs.at(index);
        time = 0;
        return true;
    }

    private boolean open() {
        if (!runs.next()) {
            index = 0;
            end = 0;
            left = 0;
            return false;
        }
        index = runs.from;
        end = runs.to;
        return true;
    }

    /// Leaves out what comes before `second`, and says how many times that were.
    private long skipTo(long second) {
        int latest = times[times.length - 1];
        long skipped = 0;
        while (index == end || runs.at(end - 1) + latest < second) {
            skipped += index == end ? 0 : (end - index) * times.length - time;
            if (!open()) {
                return skipped;
            }
            time = 0;
        }
        long found = runs.indexOf(second - latest, index);
        skipped += (found - index) * times.length - time;
        index = found;
        moment = runs.at(found);
        time = 0;
        while (moment + times[time] < second) {
            time++;
        }
        return skipped + time;
    }
}
