package io.carillon.engine.runtime;

import io.carillon.engine.Slot;
import io.carillon.engine.delivery.Content;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Deliveries that wait at a gate, of subjects by their refs.
final class Entrants {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private Entrants() {}

    static Gate.Entrant waiting(String ref, long sinceNanos) {
        return new Gate.Entrant(lease(ref), sinceNanos, Optional.empty());
    }

    static Lease lease(String ref) {
        ScheduleKey schedule =
                new ScheduleKey(
                        1, SubjectId.create(Slot.ofRef(1, ref), NOW, new Random(1)), 1, "day");
        return new Lease(
                DeliveryId.of(schedule, "2026", LocalDate.of(2026, 1, 1)),
                schedule,
                Engine.WEBHOOK,
                new Fence(new UUID(0, 1), 1),
                new Lease.Tries(1, 0, 0),
                Optional.empty(),
                new Content("2026", NOW, false, Map.of()));
    }
}
