package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Nodes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A connection that is open and says nothing any more, as when a firewall has forgotten it, while
/// new ones work.
class SilentConnectionTest {
    private static final Duration DECLARED_DEAD_AFTER = Duration.ofSeconds(7);

    private final CountDownLatch locked = new CountDownLatch(1);

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

    /// Longer than the database waits for who does not read, and shorter than this side waits for
    /// an answer.
    @Test
    @EnabledOnOs(OS.LINUX)
    void who_does_not_read_what_it_asked_for_does_not_keep_its_locks() throws IOException {
        Jdbi direct = TestDatabase.empty().reference();
        direct.useHandle(handle -> handle.execute("CREATE TABLE one AS SELECT 1 AS number"));
        try (Network network = new Network();
                Databases databases =
                        Databases.open(
                                network.url(), TestDatabase.user(), TestDatabase.password(), 2)) {
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() ->
                            databases.reference().useTransaction(handle -> stop(handle, network)));

            await().atMost(Duration.ofSeconds(25)).until(() -> isFree(direct));

            network.ends();
            assertThatThrownBy(stopped::join).hasRootCauseInstanceOf(IOException.class);
        } finally {
            direct.useHandle(handle -> handle.execute("DROP TABLE one"));
        }
    }

    private void stop(Handle handle, Network network) {
        handle.execute("UPDATE one SET number = 2");
        locked.countDown();
        network.readsNoAnswers();
        handle.select("SELECT repeat('x', 1000) FROM generate_series(1, 40000)")
                .mapTo(String.class)
                .list();
    }

    private boolean isFree(Jdbi direct) throws InterruptedException {
        locked.await();
        return direct.withHandle(handle ->
                        handle.select("SELECT FROM one FOR UPDATE SKIP LOCKED")
                                .mapToMap()
                                .findOne())
                .isPresent();
    }

    private static boolean beats(Jdbi beats, UUID node) {
        try {
            return beats.withHandle(handle -> Nodes.beat(handle, node)).isPresent();
        } catch (RuntimeException _) {
            return false;
        }
    }
}
