package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Reclaim;
import io.carillon.trials.history.History;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Looks how long what a dead node held stays with it.
final class Reclaims implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Database database;
    private final History history;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Reclaims(Database database, History history, InstantSource clock) {
        this.database = database;
        this.history = history;
        this.clock = clock;
    }

    /// This life has just ended. What held nothing is not counted.
    void watch(String node, String incarnation, Instant endedAt) {
        threads.execute(() -> {
            try {
                follow(node, incarnation, endedAt);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void follow(String node, String incarnation, Instant endedAt)
            throws InterruptedException {
        long held = 0;
        while (true) {
            try {
                long now = database.heldBy(incarnation);
                held = Math.max(held, now);
                if (now == 0) {
                    break;
                }
            } catch (SQLException _) {
                // The database may be another of the trial's victims.
            }
            Thread.sleep(LOOK_EVERY);
        }
        if (held > 0) {
            Instant at = clock.instant();
            history.add(new Reclaim(endedAt, node, held, Duration.between(endedAt, at).toMillis()));
        }
    }

    /// Waits for the last ones, for a minute at most.
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
