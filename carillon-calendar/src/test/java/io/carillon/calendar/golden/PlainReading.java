package io.carillon.calendar.golden;

import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.Resolution;
import io.carillon.calendar.Resolution.How;
import io.carillon.calendar.tzif.PlainZone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// By trying: it only asks which offset a zone has at an instant, finds changes by looking at every
/// hour, and local times by looking where the clocks show them.
record PlainReading(PlainZone zone) implements Reading {
    private static final long HOUR = 3_600;

    /// No clocks are further from UTC, nor ever jumped further.
    private static final long REACH = 48 * HOUR;

    @Override
    public List<Change> changesIn(int year) {
        return changes(newYear(year), newYear(year + 1));
    }

    @Override
    public Resolution resolve(LocalDateTime local, GapPolicy gap, OverlapPolicy overlap) {
        long asUtc = local.toEpochSecond(ZoneOffset.UTC);
        List<Change> near = changes(asUtc - REACH, asUtc + REACH);
        List<Instant> shownAt =
                Stream.concat(Stream.of(offsetAt(asUtc - REACH)), near.stream().map(Change::is))
                        .distinct()
                        .map(local::toInstant)
                        .filter(at -> show(at).equals(local))
                        .sorted()
                        .toList();
        return switch (shownAt.size()) {
            case 0 -> missing(local, near, gap);
            case 1 -> new Resolution.Rings(shownAt.getFirst(), local, How.PLAIN);
            default ->
                    new Resolution.Rings(
                            overlap == OverlapPolicy.EARLIER
                                    ? shownAt.getFirst()
                                    : shownAt.getLast(),
                            local,
                            How.OVERLAP);
        };
    }

    /// As far behind the jump as the time is behind where it began, or as far before it as the time
    /// is before where it ended.
    private Resolution missing(LocalDateTime local, List<Change> near, GapPolicy gap) {
        Change jump =
                near.stream()
                        .filter(change -> !change.before().isAfter(local))
                        .filter(change -> change.after().isAfter(local))
                        .findFirst()
                        .orElseThrow();
        return switch (gap) {
            case LATER -> rings(jump.at().plus(Duration.between(jump.before(), local)));
            case EARLIER -> rings(jump.at().minus(Duration.between(local, jump.after())));
            case SKIP -> new Resolution.Skipped();
        };
    }

    private Resolution rings(Instant at) {
        return new Resolution.Rings(at, show(at), How.GAP);
    }

    /// The changes from `start` (inclusive) until `end` (exclusive).
    private List<Change> changes(long start, long end) {
        List<Change> changes = new ArrayList<>();
        for (long last = start - 1; last < end - 1; last += HOUR) {
            long next = Math.min(last + HOUR, end - 1);
            if (zone.offsetAt(last) != zone.offsetAt(next)) {
                changes.add(changeWithin(last, next));
            }
        }
        return changes;
    }

    private Change changeWithin(long start, long end) {
        long before = start;
        long after = end;
        while (after - before > 1) {
            long middle = (before + after) / 2;
            if (zone.offsetAt(middle) == zone.offsetAt(start)) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return new Change(Instant.ofEpochSecond(after), offsetAt(before), offsetAt(after));
    }

    private LocalDateTime show(Instant at) {
        return LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, offsetAt(at.getEpochSecond()));
    }

    private ZoneOffset offsetAt(long second) {
        return ZoneOffset.ofTotalSeconds(zone.offsetAt(second));
    }

    private static long newYear(int year) {
        return LocalDate.of(year, 1, 1).toEpochDay() * 24 * HOUR;
    }
}
