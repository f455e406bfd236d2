package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.VirtualClock;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

        gate().join(Entrants.waiting("ada", 0));
        gate().join(Entrants.waiting("grace", 0)); // all the room there is

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
}
