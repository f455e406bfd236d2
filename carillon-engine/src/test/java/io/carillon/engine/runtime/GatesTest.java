package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.Slot;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.delivery.Content;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How much a claim may lease.
class GatesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private final Gates gates = new Gates(Set.of(Engine.WEBHOOK), 10, new VirtualClock(NOW));
    private final Endpoint webhook =
            TestDatabase.empty().reference().withHandle(Endpoints::all).getFirst();

    @Test
    void a_suspect_may_go_where_others_have_left_no_room() {
        follow(webhook);

        gate().join(waiting("ada"));
        gate().join(waiting("grace")); // all the room there is

        assertThat(gates.forWaiting(10).free()).containsEntry(Engine.WEBHOOK, 0);
        assertThat(gates.forSuspect().free()).containsEntry(Engine.WEBHOOK, 1);
    }

    @Test
    void a_suspect_does_not_go_where_nothing_may() {
        follow(webhook.with(webhook.health().disabled("for a test", NOW)));

        assertThat(gates.forSuspect().free()).containsEntry(Engine.WEBHOOK, 0);
    }

    private void follow(Endpoint endpoint) {
        gates.follow(
                List.of(endpoint), Map.of(Engine.WEBHOOK, new Limits.Share(1, Optional.empty())));
    }

    private Gate gate() {
        return gates.find(Engine.WEBHOOK).orElseThrow();
    }

    private static Gate.Entrant waiting(String ref) {
        return new Gate.Entrant(lease(ref), 0, Optional.empty());
    }

    private static Lease lease(String ref) {
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
