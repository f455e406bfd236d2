package io.carillon.cli.simulate;

import io.carillon.calendar.TzSnapshot;
import io.carillon.embedded.EmbeddedPostgres;
import io.carillon.engine.RealTime;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.EngineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine, whole, over a PostgreSQL in a temporary folder, under a virtual clock; whatever it
/// sends is accepted at once and goes nowhere. Closing it leaves nothing behind.
final class Stage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
    private static final int CONNECTIONS_MAX = 2;

    /// Nothing here outlives the process, so no commit waits for the disk.
    private static final String FORGETFUL = "?options=-c%20synchronous_commit%3Doff";

    private final VirtualClock clock;
    private final Engine engine;
    private final Occasion defaults;
    private final Deque<AutoCloseable> opened;

    private Stage(VirtualClock clock, Engine engine, Deque<AutoCloseable> opened) {
        this.clock = clock;
        this.engine = engine;
        this.defaults = engine.occasions().find(Occasion.BIRTHDAY).orElseThrow();
        this.opened = opened;
    }

    static Stage open(TzSnapshot tz) throws IOException {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Path folder = Files.createTempDirectory("carillon-simulate-");
            opened.push(() -> delete(folder));
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
            opened.push(postgres);
            Databases databases =
                    Databases.open(
                            postgres.jdbcUrl() + FORGETFUL,
                            postgres.user(),
                            postgres.password(),
                            CONNECTIONS_MAX);
            opened.push(databases);
            VirtualClock clock = new VirtualClock(Instant.EPOCH);
            Engine engine =
                    Engine.byHand(
                            databases,
                            tz,
                            clock,
                            new RealTime(InstantSource.fixed(Instant.EPOCH), () -> 0),
                            EngineSettings.ofDefaults("simulate"),
                            Map.of(Engine.WEBHOOK, _ -> new Outcome.Accepted("simulated")));
            opened.push(engine);
            return new Stage(clock, engine, opened);
        } catch (IOException | RuntimeException e) {
            close(opened);
            throw e;
        }
    }

    VirtualClock clock() {
        return clock;
    }

    Engine engine() {
        return engine;
    }

    /// The occasion as a new installation has it.
    Occasion defaults() {
        return defaults;
    }

    @Override
    public void close() {
        close(opened);
    }

    /// Closes each, the last opened first, whatever another one says.
    private static void close(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.error("the simulation's database did not stop in order; the rest does", e);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
