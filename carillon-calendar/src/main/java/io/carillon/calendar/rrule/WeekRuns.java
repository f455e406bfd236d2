package io.carillon.calendar.rrule;

import org.jspecify.annotations.Nullable;

/// Of a WEEKLY rule: runs are weeks. The weekdays that BYMONTH leaves of a week are seven bits, and
/// what comes of them is kept.
final class WeekRuns extends Runs {
    private static final int DAYS = 7;

    private final int weekStart;
    private final long origin;
    private final long distance;
    private final long stepsMax;
    private final int weekdays;
    private final @Nullable DayFilter months;
    private final SetPositions positions;
    private final int[] times;
    private final long lastDay;
    private final int[] @Nullable [] kept = new int[1 << DAYS][];
    private long week;

    /// `weekdays` has bit 0 for the first day of the week.
    WeekRuns(
            RecurrenceRule rule,
            long startDay,
            int weekdays,
            @Nullable DayFilter months,
            SetPositions positions,
            int[] times) {
        this.weekStart = rule.weekStart().getValue() - 1;
        this.origin = WeekYears.weekOf(startDay, weekStart);
        this.distance = (long) DAYS * rule.interval();
        this.stepsMax = stepsMax(rule, months);
        this.weekdays = weekdays;
        this.months = months;
        this.positions = positions;
        this.times = times;
        this.lastDay = rule.scale().lastDay();
    }

    @Override
    boolean next() {
        for (long i = 0; i < stepsMax && week <= lastDay; i++) {
            looks++;
            int days = weekdays;
            if (months != null) {
                long allowed = months.next(week);
                if (allowed >= week + DAYS) {
                    seekDay(allowed);
                    continue;
                }
                days = daysLeft(months);
            }
            int[] seconds = seconds(days);
            long start = Seconds.startOf(week);
            week += distance;
            if (seconds.length > 0) {
                list(start, seconds, 0, seconds.length);
                return true;
            }
        }
        week = Integer.MAX_VALUE;
        return false;
    }

    @Override
    void seek(long second) {
        seekDay(Seconds.dayOf(second));
    }

    /// To the first week that INTERVAL hits and that ends on `day` or later.
    private void seekDay(long day) {
        if (day > lastDay) {
            week = day;
            return;
        }
        long from = WeekYears.weekOf(day, weekStart);
        week = from + Math.floorMod(origin - from, distance);
    }

    private static long stepsMax(RecurrenceRule rule, @Nullable DayFilter months) {
        if (months == null) {
            return 1; // every week is like the first
        }
        return months.isCyclic() ? Cycle.steps(Cycle.WEEKS, rule.interval()) : Long.MAX_VALUE;
    }

    private int daysLeft(DayFilter filter) {
        int left = 0;
        for (int i = 0; i < DAYS; i++) {
            if ((weekdays >>> i & 1) != 0 && filter.next(week + i) == week + i) {
                left |= 1 << i;
            }
        }
        return left;
    }

    private int[] seconds(int days) {
        int[] seconds = kept[days];
        if (seconds == null) {
            DayBits bits = new DayBits();
            for (int i = 0; i < DAYS; i++) {
                if ((days >>> i & 1) != 0) {
                    bits.add(i);
                }
            }
            seconds = positions.keep(bits.toSeconds(), times);
            kept[days] = seconds;
        }
        return seconds;
    }
}
