package io.carillon.engine.delivery;

import io.carillon.engine.schedule.ScheduleKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A delivery as it is shown: what it is, its state, and when things happened to it.
public record Delivery(
        DeliveryId id,
        ScheduleKey schedule,
        String period,
        DeliveryState state,
        Times times,
        int attempts,
        String detail) {
    /// When it was due, when its accepted attempt began, when it was settled; how late it was first
    /// sent, and whether that counts as late. What has not happened is empty.
    public record Times(
            Instant dueAt,
            Optional<Instant> sentAt,
            Optional<Instant> settledAt,
            Optional<Instant> nextAttemptAt,
            Optional<Duration> lateFor,
            Optional<Boolean> late) {}
}
