package io.carillon.calendar.tzif;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rule for all time after a file's table: one offset, or two that change each year.
///
/// Daylight saving time is the second offset, whatever it is called. It holds from each start to
/// the next end, so where it starts no later than it ended, it never ended: thus zones say that
/// they keep it all year (RFC 9636 §3.3.1).
record Footer(ZoneOffset standard, Optional<Daylight> daylight) {
    private static final int DAY = 86_400;

    /// A time of 167 hours and an offset of 18 carry a change less than nine days away from the
    /// year it is reckoned in.
    private static final int YEARS_AROUND = 2;

    record Daylight(ZoneOffset offset, YearlyChange start, YearlyChange end) {
        private Season in(int year, ZoneOffset standard) {
            long from = start.at(year, standard);
            int ending = year;
            while (end.at(ending, offset) <= from) {
                ending++;
            }
            return new Season(from, end.at(ending, offset));
        }
    }

    /// A day of each year, and a time in seconds from its midnight, which may lie in another day.
    record YearlyChange(YearDay day, int seconds) {
        private long at(int year, ZoneOffset before) {
            return day.in(year) * DAY + seconds - before.getTotalSeconds();
        }
    }

    private record Season(long from, long until) {
        boolean has(long second) {
            return from <= second && second < until;
        }
    }

    /// The offset at a second since 1970.
    ZoneOffset offsetAt(long second) {
        boolean inSeason = seasons(second, second).stream().anyMatch(season -> season.has(second));
        return inSeason ? daylight.orElseThrow().offset() : standard;
    }

    /// The changes of the clocks later than `after` and earlier than `until`, in order.
    List<Change> changes(long after, long until) {
        List<Change> changes = new ArrayList<>();
        long held = Long.MIN_VALUE;
        for (Season season : seasons(after, until)) {
            ZoneOffset offset = daylight.orElseThrow().offset();
            if (season.from() > held) {
                changes.add(new Change(held, offset, standard));
                changes.add(new Change(season.from(), standard, offset));
            }
            held = Math.max(held, season.until());
        }
        changes.removeIf(change -> change.at() <= after || change.at() >= until);
        return changes;
    }

    /// All that touch the given time, and some around it, so that what begins and ends this list
    /// lies outside.
    private List<Season> seasons(long after, long until) {
        if (daylight.isEmpty() || daylight.get().offset().equals(standard)) {
            return List.of();
        }
        return IntStream.rangeClosed(year(after) - YEARS_AROUND, year(until) + YEARS_AROUND)
                .mapToObj(year -> daylight.get().in(year, standard))
                .toList();
    }

    private static int year(long second) {
        return LocalDate.ofEpochDay(Math.floorDiv(second, DAY)).getYear();
    }
}
