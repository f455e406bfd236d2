package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.VirtualClock;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A node that has nothing to do asks less often, and misses nothing by it.
class IdleNodeTest {
    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final Machine machine = new Machine();
    private final VirtualClock clock = new VirtualClock(Instant.parse("2027-06-15T08:00:00Z"));
    private final EngineEvent.Listener nobody = _ -> {};
    private final Node node = new Node(jdbi, "idle", true, machine.time(), (_, _) -> {}, nobody);
    private final HealthRound health =
            new HealthRound(
                    jdbi,
                    node,
                    new Gates(Set.of(Engine.WEBHOOK), 100, clock),
                    EngineSettings.ofDefaults("idle"),
                    clock,
                    machine.time().nanos(),
                    nobody);
    private final AtomicInteger tookBack = new AtomicInteger();
    private final Reclaimer reclaimer =
            new Reclaimer(jdbi, node, machine.time(), clock, nobody, tookBack::incrementAndGet);

    @Test
    void before_it_claims_again_it_follows_what_others_know_of_endpoints() {
        health.follow();
        anotherNodeDisablesTheEndpoint();

        machine.passes(Duration.ofSeconds(1));
        health.followIfOld();
        assertThat(knowsThatItIsDisabled()).isFalse();

        machine.passes(Duration.ofSeconds(1));
        health.followIfOld();
        assertThat(knowsThatItIsDisabled()).isTrue();
    }

    @Test
    void while_it_sends_nothing_it_follows_when_it_is_told_to() {
        health.follow();
        anotherNodeDisablesTheEndpoint();

        health.exchange(false);
        assertThat(knowsThatItIsDisabled()).isFalse();

        health.exchange(true);
        assertThat(knowsThatItIsDisabled()).isTrue();
    }

    @Test
    void one_that_is_alone_looks_for_others_every_two_seconds() {
        assertThat(reclaimer.look()).isEqualTo(Duration.ofSeconds(2));

        anotherNodeBegins();
        node.beat();

        assertThat(reclaimer.look()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void one_that_is_alone_is_told_of_others_by_its_beat_and_asks_for_none() {
        reclaimer.look();

        assertThat(statementsOf(reclaimer::look)).isEmpty();

        anotherNodeBegins();
        node.beat();

        assertThat(statementsOf(reclaimer::look)).contains("-- read the beats of the others");
    }

    @Test
    @Timeout(30)
    void one_that_was_alone_looks_at_once_when_its_beat_tells_of_others() throws Exception {
        reclaimer.look();
        reclaimer.beaten();
        anotherNodeBegins();

        node.beat();
        reclaimer.beaten();
        reclaimer.await(Duration.ofDays(1));

        assertThat(statementsOf(reclaimer::look)).contains("-- read the beats of the others");
    }

    @Test
    void it_looks_again_when_something_may_be_to_take_back() {
        reclaimer.look();
        machine.passes(Duration.ofSeconds(4));

        assertThat(reclaimer.look()).isEqualTo(Duration.ofMillis(1_001));
    }

    @Test
    void what_it_takes_back_is_told_at_once_to_who_sends_it_again() {
        reclaimer.look();
        assertThat(tookBack).hasValue(0);
        jdbi.useHandle(handle ->
                handle.execute(
                        """
                        INSERT INTO delivery (slot, id, tenant_id, subject_id, occasion_id, step, period, endpoint_id,
                                              rule_version, state, due_at, late_for, late, attempts, deaths,
                                              incarnation, fence, inputs)
                        VALUES (0, '8000505e-0000-8000-8000-000000000001', 1,
                                '01900000-0000-8000-8000-000000000001', 1, 'day', '2027', 1, 1, 'sending', now(),
                                0, false, 1, 0, gen_random_uuid(), 1, '{}')
                        """));
        machine.passes(Duration.ofSeconds(5));

        node.beat();
        reclaimer.look();

        assertThat(tookBack).hasValue(1);
    }

    private void anotherNodeBegins() {
        jdbi.useHandle(handle ->
                Nodes.register(handle, UUID.randomUUID(), "other", true, clock.instant()));
    }

    private List<String> statementsOf(Runnable task) {
        try (Statements statements = new Statements(jdbi)) {
            task.run();
            return statements.names();
        }
    }

    private void anotherNodeDisablesTheEndpoint() {
        jdbi.useHandle(handle ->
                handle.execute(
                        "UPDATE endpoint_health SET disabled_at = now(), disabled_reason = 'gone', version = version + 1"));
    }

    private boolean knowsThatItIsDisabled() {
        return health.known().getFirst().health().disabled().isPresent();
    }
}
