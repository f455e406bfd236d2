package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Waiting;
import io.carillon.engine.delivery.WaitingDeliveries;
import io.carillon.engine.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// How far sending is behind, on all nodes together: how long the oldest due schedule has been due,
/// and, by endpoint, how long the oldest delivery that may be attempted by now has waited. Zero, or
/// no entry, where nothing is. It is read from the heads of two indexes, however much waits.
public record Lag(Duration due, Map<Integer, Duration> waiting) {
    static Lag read(Handle handle, Instant now) {
        return new Lag(
                Schedules.nextDueAt(handle).map(at -> since(at, now)).orElse(Duration.ZERO),
                WaitingDeliveries.byEndpoint(handle).stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Waiting::endpoint,
                                        one -> since(one.nextAttemptAt(), now),
                                        Lag::longer)));
    }

    private static Duration since(Instant at, Instant now) {
        return at.isBefore(now) ? Duration.between(at, now) : Duration.ZERO;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
