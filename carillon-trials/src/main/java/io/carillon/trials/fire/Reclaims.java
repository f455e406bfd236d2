package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Reclaim;
import io.carillon.trials.history.History;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Looks how long what a dead node held stays with it. Only who was declared dead is counted: who
/// goes on before that settles by itself.
final class Reclaims implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Database database;
    private final History history;
    private final InstantSource clock;
    private final Set<String> going = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Reclaims(Database database, History history, InstantSource clock) {
        this.database = database;
        this.history = history;
        this.clock = clock;
    }

    /// This life has just ended, or stands still. What held nothing is not counted.
    void watch(String node, String incarnation, Instant endedAt) {
        going.remove(incarnation);
        threads.execute(() -> {
            try {
                follow(node, incarnation, endedAt);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// This life goes on, and was not declared dead.
    void goesOn(String incarnation) {
        going.add(incarnation);
    }

    private void follow(String node, String incarnation, Instant endedAt)
            throws InterruptedException {
        long held = 0;
        while (!going.contains(incarnation)) {
            try {
                long now = database.heldBy(incarnation);
                held = Math.max(held, now);
                if (now == 0) {
                    tell(node, incarnation, endedAt, held);
                    return;
                }
            } catch (SQLException _) {
                // The database may be another of the trial's victims.
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private void tell(String node, String incarnation, Instant endedAt, long held)
            throws SQLException {
        Instant at = clock.instant();
        if (held > 0 && database.isGone(incarnation)) {
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
