package io.carillon.engine.runtime;

import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.schedule.ScheduleKey;
import java.time.Instant;
import java.time.LocalDateTime;

/// What will ring next for one schedule: the id its delivery will have, when, and what the clocks
/// show there.
public record Upcoming(
        DeliveryId id,
        ScheduleKey schedule,
        String occasion,
        String period,
        Instant dueAt,
        String zone,
        LocalDateTime local) {}
