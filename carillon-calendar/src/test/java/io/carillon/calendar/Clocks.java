package io.carillon.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.Stream;

/// What the clocks of a zone show, learnt only by looking at them at instants. It never asks the
/// rules what a local time is, so that it can judge those who do.
record Clocks(TzZone zone) {
    /// No clocks are further from UTC than 18 hours, so what touches a local time happens within a
    /// day of reading it as UTC; another day is for good measure.
    private static final Duration REACH = Duration.ofDays(2);

    ZoneRules rules() {
        return zone.rules();
    }

    LocalDateTime show(Instant at) {
        return LocalDateTime.ofInstant(at, rules().getOffset(at));
    }

    /// The instants in `[start, end)` at which the clocks are put forward or back.
    List<Instant> changes(Instant start, Instant end) {
        return Stream.iterate(
                        changeAfter(start.minusNanos(1)), at -> at.isBefore(end), this::changeAfter)
                .toList();
    }

    List<Instant> changesNear(LocalDateTime local) {
        Instant asUtc = local.toInstant(ZoneOffset.UTC);
        return changes(asUtc.minus(REACH), asUtc.plus(REACH));
    }

    /// Every instant at which the clocks show a local time, in order: none, one or two.
    List<Instant> instantsOf(LocalDateTime local) {
        Instant early = local.toInstant(ZoneOffset.UTC).minus(REACH);
        return Stream.concat(Stream.of(early), changesNear(local).stream())
                .map(rules()::getOffset)
                .distinct()
                .map(local::toInstant)
                .filter(at -> show(at).equals(local))
                .sorted()
                .toList();
    }

    /// The change by which the clocks jump over a local time.
    Instant jumpOver(LocalDateTime local) {
        List<Instant> jumps =
                changesNear(local).stream()
                        .filter(at -> show(at.minusNanos(1)).isBefore(local))
                        .filter(at -> show(at).isAfter(local))
                        .toList();
        if (jumps.size() != 1) {
            throw new IllegalStateException(local + " was jumped over by " + jumps);
        }
        return jumps.getFirst();
    }

    private Instant changeAfter(Instant at) {
        ZoneOffsetTransition next = rules().nextTransition(at);
        return next == null ? Instant.MAX : next.getInstant();
    }
}
