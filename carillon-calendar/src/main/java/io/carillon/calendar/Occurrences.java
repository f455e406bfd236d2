package io.carillon.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The occurrences of a recurrence in one zone, under the policies for times that do not exist or
/// exist twice. Pure: the same question always has the same answer.
///
/// They come in the order of their instants. Nominal times that fall on one instant, as the clocks
/// jump over one of them, ring once, under the first.
public record Occurrences(
        Recurrence recurrence, ZoneRules zone, GapPolicy gap, OverlapPolicy overlap) {
    /// Those whose nominal day is `day` or later; lazily, and without end but for the calendar's.
    public Stream<Occurrence> from(LocalDate day) {
        return from(day.atStartOfDay());
    }

    /// Those that ring later than `instant`.
    public Stream<Occurrence> after(Instant instant) {
        return from(Resolution.earliestAfter(instant, zone))
                .dropWhile(occurrence -> !occurrence.at().isAfter(instant));
    }

    private Stream<Occurrence> from(LocalDateTime earliest) {
        Stream<NominalTime> times = recurrence.from(earliest);
        if (!recurrence.isDense() || gap == GapPolicy.SKIP) {
            return times.flatMap(time -> resolve(time).stream());
        }
        Iterator<Occurrence> ordered = new InstantOrder(this, times.iterator());
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        ordered, Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    Optional<Occurrence> resolve(NominalTime time) {
        return switch (Resolution.of(time.at(), zone, gap, overlap)) {
            case Resolution.Rings(var at, var local, var how) ->
                    Optional.of(new Occurrence(time.period(), local, at, how, time.leapDay()));
            case Resolution.Skipped() -> Optional.empty();
        };
    }
}
