package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Nodes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// A connection that is open and says nothing any more, as when a firewall has forgotten it, while
/// new ones work.
class SilentConnectionTest {
    private static final Duration DECLARED_DEAD_AFTER = Duration.ofSeconds(7);

    @Test
    void a_node_beats_by_another_one_before_it_is_declared_dead() throws IOException {
        TestDatabase.empty();
        try (Network network = new Network();
                Databases databases =
                        Databases.open(
                                network.url(), TestDatabase.user(), TestDatabase.password(), 2)) {
            UUID node = UUID.randomUUID();
            Jdbi beats = databases.beats();
            beats.useHandle(handle -> Nodes.register(handle, node, "cut off", true, Instant.EPOCH));

            network.forgetsItsConnections();
            long begun = System.nanoTime();
            while (!beats(beats, node)) {
                assertThat(System.nanoTime() - begun).isLessThan(DECLARED_DEAD_AFTER.toNanos());
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DECLARED_DEAD_AFTER);
        }
    }

    private static boolean beats(Jdbi beats, UUID node) {
        try {
            return beats.withHandle(handle -> Nodes.beat(handle, node)).isPresent();
        } catch (RuntimeException _) {
            return false;
        }
    }
}
