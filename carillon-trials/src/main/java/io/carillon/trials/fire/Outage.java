package io.carillon.trials.fire;

import io.carillon.trials.history.Event;
import io.carillon.trials.history.Event.ClockStep;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// Everything goes down, nodes and database, and comes back after more than a day: so long was the
/// database's clock behind, by which all is due. Then everything that came due meanwhile is
/// backlog, and others are due just now.
///
/// Under an odd seed the backlog begins to expire before it is back.
final class Outage implements Faults {
    static final Duration LASTING = Duration.ofHours(26);

    private static final Duration EXPIRES_AFTER = Duration.ofDays(1);

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException, SQLException {
        if (world.seed() % 2 == 1) {
            expire(world);
        }
        world.awaitPlans();
        Instant at = world.clock.instant();
        if (!at.isBefore(from)) {
            throw new IOException("the first were due before everything was down");
        }
        world.nodes.killAll();
        world.database.stop();
        world.setClock(ClockStep.DATABASE, LASTING);
        world.database.startAgain();
        world.readDatabaseClock(LASTING);
        Instant backAt = world.clock.instant();
        world.nodes.startAll();
        world.history.add(new Event.Outage(at, backAt, world.clock.instant()));
        world.sleepUntil(until);
    }

    private static void expire(World world) throws IOException, InterruptedException {
        NodeProcess node = world.nodes.life(world.nodes.names().getFirst());
        String definition = "{\"expiresAfter\":\"" + EXPIRES_AFTER + "\"}";
        node.ask("PUT", "/v1/occasions/birthday", definition, 200);
        world.history.add(new Event.Expiry(EXPIRES_AFTER));
    }
}
