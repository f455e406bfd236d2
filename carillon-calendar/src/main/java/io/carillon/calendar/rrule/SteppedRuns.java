package io.carillon.calendar.rrule;

import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Of a rule that is DAILY or finer and has filters: runs are days.
///
/// A *unit* is the length of an interval: a second, a minute, an hour, a day. The units of a day
/// that INTERVAL hits depend only on the *phase* of that day: how many units after its start the
/// first hit comes. Those the rule allows are sorted by the phase that hits them, so that a day
/// costs one search, however many units it has, and whether or not it has any hit.
final class SteppedRuns extends Runs {
    private static final long EXHAUSTED = Integer.MAX_VALUE;

    private final int unit;
    private final long unitsInDay;
    private final long interval;
    private final long origin;
    private final @Nullable DayFilter filter;
    private final long lastDay;

    /// The allowed units of a day, sorted by phase, as seconds, and their phases; empty when all
    /// are.
    private final int[] allowed;

    private final int[] phases;
    private final boolean isNever;
    private final long daysMax;
    private long day;

    /// `allowedUnits` is sorted; empty means all.
    SteppedRuns(
            Frequency frequency,
            int interval,
            LocalDateTime start,
            @Nullable DayFilter filter,
            int[] allowedUnits,
            long lastDay) {
        this.unit = frequency.seconds();
        this.unitsInDay = Seconds.OF_DAY / unit;
        this.interval = interval;
        this.origin = Math.floorDiv(Seconds.of(start), unit);
        this.filter = filter;
        this.lastDay = lastDay;
        int[] reachable = reachable(allowedUnits);
        this.isNever = allowedUnits.length > 0 && reachable.length == 0;
        this.allowed = new int[reachable.length];
        this.phases = new int[reachable.length];
        sortByPhase(reachable);
        this.daysMax = daysOfCycle();
    }

    @Override
    boolean next() {
        long end = Math.min(lastDay, day + daysMax);
        while (day <= end && !isNever) {
            looks++;
            long candidate = filter == null ? day : filter.next(day);
            if (candidate > end) {
                break;
            }
            long phase =
                    interval == 1 ? 0 : Math.floorMod(origin - candidate * unitsInDay, interval);
            if (phase >= unitsInDay) {
                day = candidate + phase / unitsInDay;
            } else {
                day = candidate + 1;
                if (open(candidate, (int) phase)) {
                    return true;
                }
            }
        }
        day = EXHAUSTED;
        return false;
    }

    @Override
    void seek(long second) {
        day = Seconds.dayOf(second);
    }

    private boolean open(long candidate, int phase) {
        long start = Seconds.startOf(candidate);
        if (allowed.length == 0) {
            long count = (unitsInDay - phase + interval - 1) / interval;
            evenly(start + (long) phase * unit, interval * unit, count);
            return true;
        }
        int low = search(phase);
        int high = interval == 1 ? allowed.length : search(phase + 1);
        list(start, allowed, low, high);
        return low < high;
    }

    private int search(int phase) {
        if (interval == 1) {
            return 0;
        }
        int low = 0;
        int high = phases.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (phases[middle] < phase) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Those units that INTERVAL ever hits: it and a day have a common divisor, and no hit leaves
    /// another remainder than the first.
    private int[] reachable(int[] units) {
        long divisor = Cycle.gcd(interval, unitsInDay);
        return Arrays.stream(units).filter(u -> (u - origin) % divisor == 0).toArray();
    }

    /// After how many days without a hit there is none ever. Other calendars have no such cycle.
    private long daysOfCycle() {
        if (filter != null && !filter.isCyclic()) {
            return Integer.MAX_VALUE;
        }
        long days = filter == null ? 1 : Cycle.DAYS;
        return days * Cycle.steps(interval, days * unitsInDay);
    }

    private void sortByPhase(int[] units) {
        long[] keys = new long[units.length];
        for (int i = 0; i < units.length; i++) {
            keys[i] = units[i] % interval * Seconds.OF_DAY + units[i];
        }
        Arrays.sort(keys);
        for (int i = 0; i < units.length; i++) {
            phases[i] = (int) (keys[i] / Seconds.OF_DAY);
            allowed[i] = (int) (keys[i] % Seconds.OF_DAY) * unit;
        }
    }
}
