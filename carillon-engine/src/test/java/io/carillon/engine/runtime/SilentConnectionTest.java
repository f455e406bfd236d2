package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Nodes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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

    /// The way to the database of the tests.
    private static final class Network implements Closeable {
        private final URI database =
                URI.create(TestDatabase.url("carillon").substring("jdbc:".length()));
        private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger age = new AtomicInteger();

        Network() throws IOException {
            Thread.ofVirtual().start(this::accept);
        }

        String url() {
            return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + database.getPath();
        }

        /// Those that are open now carry nothing any more.
        void forgetsItsConnections() {
            age.incrementAndGet();
        }

        private void accept() {
            try {
                while (true) {
                    Socket from = door.accept();
                    Socket to = new Socket(InetAddress.getLoopbackAddress(), database.getPort());
                    int born = age.get();
                    Thread.ofVirtual().start(() -> carry(from, to, born));
                    Thread.ofVirtual().start(() -> carry(to, from, born));
                }
            } catch (IOException _) {
                // The test is over.
            }
        }

        private void carry(Socket from, Socket to, int born) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                byte[] some = new byte[8_192];
                for (int read = in.read(some); read >= 0; read = in.read(some)) {
                    if (born == age.get()) {
                        out.write(some, 0, read);
                    }
                }
            } catch (IOException _) {
                // One side has closed it.
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
