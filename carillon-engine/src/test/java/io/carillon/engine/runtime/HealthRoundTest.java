package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.VirtualClock;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Claims follow what all nodes know of the endpoints, whatever else is being done about these.
class HealthRoundTest {
    private static final Instant NOW = Instant.parse("2027-06-15T08:00:00Z");

    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final VirtualClock clock = new VirtualClock(NOW);
    private final Machine machine = new Machine();
    private final EngineEvent.Listener nobody = _ -> {};
    private final Gates gates = new Gates(Set.of(Engine.WEBHOOK), 100, clock);
    private final HealthRound health =
            new HealthRound(
                    jdbi,
                    new Node(jdbi, "busy", true, machine.time(), (_, _) -> {}, nobody),
                    gates,
                    EngineSettings.ofDefaults("busy"),
                    clock,
                    machine.time().nanos(),
                    nobody);

    @Test
    void they_do_not_wait_until_all_that_expired_is_settled() {
        health.follow();

        claimsFollowBefore("settle what expired while it waited");
    }

    @Test
    void they_do_not_wait_until_what_attempts_came_to_is_handed_over() {
        health.follow();
        gates.find(Engine.WEBHOOK)
                .orElseThrow()
                .count(Entrants.lease("ada"), new Outcome.Accepted("HTTP 200"));

        claimsFollowBefore("write endpoints' health");
    }

    private void claimsFollowBefore(String statement) {
        try (Meanwhile meanwhile =
                Meanwhile.before(
                        jdbi,
                        statement,
                        () ->
                                assertThat(CompletableFuture.runAsync(health::follow))
                                        .succeedsWithin(Duration.ofSeconds(10)))) {
            health.run();
            assertThat(meanwhile.happened()).isTrue();
        }
    }
}
