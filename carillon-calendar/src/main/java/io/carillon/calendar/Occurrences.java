package io.carillon.calendar;

import java.time.LocalDate;
import java.time.zone.ZoneRules;
import java.util.stream.Stream;

/// The occurrences of a recurrence in one zone, under the policies for times that do not exist or
/// exist twice. Pure: the same question always has the same answer.
public record Occurrences(Annual recurrence, ZoneRules zone, GapPolicy gap, OverlapPolicy overlap) {
    /// Those whose nominal day is `day` or later, in order; lazily, and without end but for the
    /// calendar's.
    public Stream<Occurrence> from(LocalDate day) {
        return recurrence.from(day).flatMap(this::resolve);
    }

    private Stream<Occurrence> resolve(NominalTime time) {
        return switch (Resolution.of(time.at(), zone, gap, overlap)) {
            case Resolution.Rings rings ->
                    Stream.of(
                            new Occurrence(
                                    time.period(),
                                    rings.local(),
                                    rings.at(),
                                    rings.how(),
                                    time.leapDay()));
            case Resolution.Skipped() -> Stream.empty();
        };
    }
}
