package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarSystem;
import org.jspecify.annotations.Nullable;

/// Of a YEARLY rule: runs are years, or years of weeks if it has BYWEEKNO. What comes of a
/// Gregorian year mostly depends on its length and first weekday alone, and is kept for those
/// fourteen.
final class YearRuns extends CalendarRuns {
    private final CalendarSystem calendar;
    private final boolean gregorian;
    private final ExpandedDays days;
    private final SetPositions positions;
    private final int[] times;
    private final int interval;
    private final long stepsMax;
    private final int origin;
    private final int back;
    private final int yearMax;
    private final int keptMin;
    private final int keptMax;
    private final int[] @Nullable [] kept = new int[2 * 7][];
    private long year;

    /// `origin` is the year that DTSTART is in, counted in weeks if `weeks`.
    YearRuns(
            RecurrenceRule rule,
            int origin,
            boolean weeks,
            ExpandedDays days,
            SetPositions positions,
            int[] times) {
        this.calendar = rule.scale().calendar();
        this.gregorian = rule.scale().isGregorian();
        this.interval = rule.interval();
        this.stepsMax = gregorian ? Cycle.steps(Cycle.YEARS, interval) : Long.MAX_VALUE;
        this.origin = origin;
        this.back = weeks ? 1 : 0;
        this.days = days;
        this.positions = positions;
        this.times = times;
        this.yearMax = calendar.yearMax();
        // Beside the first and the last year there are days that the calendar does not tell.
        boolean isKept = gregorian && days.dependOnShapeOfYear();
        this.keptMin = isKept ? calendar.yearMin() + 1 : Integer.MAX_VALUE;
        this.keptMax = yearMax - 1;
    }

    @Override
    boolean next() {
        for (long i = 0; i < stepsMax && year <= yearMax; i++) {
            looks++;
            boolean any = open((int) year);
            year += interval;
            if (any) {
                return true;
            }
        }
        year = Integer.MAX_VALUE;
        return false;
    }

    @Override
    void seek(long second) {
        // The first days of a year may be of the last week of the year before.
        long from =
                Math.max(calendar.yearMin(), calendar.dateOf(Seconds.dayOf(second)).year() - back);
        year = from + Math.floorMod(origin - from, interval);
    }

    private boolean open(int opened) {
        long first = gregorian ? Gregorian.firstDay(opened) : calendar.epochDay(opened, 1, 1);
        int[] seconds;
        if (opened >= keptMin && opened <= keptMax) {
            seconds = kept(opened);
        } else {
            end = first + calendar.daysIn(opened);
            seconds = positions.keep(days.ofYear(opened), times);
        }
        list(Seconds.startOf(first), seconds, 0, seconds.length);
        return seconds.length > 0;
    }

    private int[] kept(int opened) {
        int shape = Gregorian.shapeOf(opened);
        int[] seconds = kept[shape];
        if (seconds == null) {
            seconds = positions.keep(days.ofYear(opened), times);
            kept[shape] = seconds;
        }
        return seconds;
    }
}
