package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarSystem;
import org.jspecify.annotations.Nullable;

/// Of a MONTHLY rule: runs are months. What comes of a month mostly depends on its length and first
/// weekday alone, and is kept for those.
final class MonthRuns extends CalendarRuns {
    private static final int SHORTEST = 28;
    private static final int LENGTHS = 4;

    private final CalendarSystem calendar;
    private final boolean gregorian;
    private final ExpandedDays days;
    private final SetPositions positions;
    private final int[] times;
    private final int interval;
    private final long stepsMax;
    private final CalendarDate origin;
    private final boolean isKept;
    private final int[] @Nullable [] kept = new int[LENGTHS * 7][];
    private int year;
    private int index;

    MonthRuns(
            RecurrenceRule rule,
            CalendarDate origin,
            ExpandedDays days,
            SetPositions positions,
            int[] times) {
        this.calendar = rule.scale().calendar();
        this.gregorian = rule.scale().isGregorian();
        this.interval = rule.interval();
        this.stepsMax = gregorian ? Cycle.steps(Cycle.MONTHS, interval) : Long.MAX_VALUE;
        this.origin = origin;
        this.days = days;
        this.positions = positions;
        this.times = times;
        this.isKept = days.dependOnShapeOfMonth();
    }

    @Override
    boolean next() {
        for (long i = 0; i < stepsMax && year <= calendar.yearMax(); i++) {
            looks++;
            boolean any = days.hasMonth(year, index) && open();
            advance(interval);
            if (any) {
                return true;
            }
        }
        year = Integer.MAX_VALUE;
        return false;
    }

    @Override
    void seek(long second) {
        CalendarDate date = calendar.dateOf(Seconds.dayOf(second));
        year = date.year();
        index = date.monthIndex();
        advance(Math.floorMod(monthsTo(origin) - monthsTo(date), (long) interval));
    }

    private boolean open() {
        long first =
                gregorian ? Gregorian.firstDay(year, index) : calendar.epochDay(year, index, 1);
        int length = gregorian ? Gregorian.length(year, index) : calendar.daysIn(year, index);
        end = first + length;
        int[] seconds = seconds(first, length);
        list(Seconds.startOf(first), seconds, 0, seconds.length);
        return seconds.length > 0;
    }

    private int[] seconds(long first, int length) {
        // Beside the first and the last year there are days that the calendar does not tell.
        if (!isKept || year == calendar.yearMin() || year == calendar.yearMax()) {
            return positions.keep(days.ofMonth(year, index), times);
        }
        int shape = (length - SHORTEST) * 7 + Seconds.weekdayOf(first);
        int[] seconds = kept[shape];
        if (seconds == null) {
            seconds = positions.keep(days.ofMonth(year, index), times);
            kept[shape] = seconds;
        }
        return seconds;
    }

    private void advance(long months) {
        if (gregorian) {
            long month = year * 12L + index - 1 + months;
            year = (int) Math.min(calendar.yearMax() + 1L, month / 12);
            index = (int) (month % 12) + 1;
            return;
        }
        long left = months;
        while (year <= calendar.yearMax() && left > 0) {
            int here = calendar.monthsIn(year) - index;
            if (left <= here) {
                index += (int) left;
                return;
            }
            left -= here + 1;
            year++;
            index = 1;
        }
    }

    /// The months from the first year's first month, to see which ones INTERVAL hits. Where it hits
    /// all, any number does.
    private long monthsTo(CalendarDate date) {
        if (gregorian) {
            return date.year() * 12L + date.monthIndex();
        }
        long months = date.monthIndex();
        for (int y = calendar.yearMin(); interval > 1 && y < date.year(); y++) {
            months += calendar.monthsIn(y);
        }
        return months;
    }
}
