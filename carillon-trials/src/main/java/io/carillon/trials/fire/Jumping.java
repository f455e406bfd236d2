package io.carillon.trials.fire;

import io.carillon.trials.history.Event.ClockStep;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The nodes' wall clocks jump by up to hours, forth and back, one after the other, so that no two
/// agree; sometimes by a little more than the second that a node still believes. Every third time
/// it is the database's that jumps, by seconds.
final class Jumping implements Faults {
    private static final int BETWEEN_MAX_MILLIS = 4_000;
    private static final int FAR_MAX_SECONDS = 8 * 3_600;
    private static final int NEAR_MAX_SECONDS = 4;
    private static final int DATABASE_MAX_SECONDS = 8;

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException, SQLException {
        List<String> names = world.nodes.names();
        Duration database = Duration.ZERO;
        for (int i = 0; world.clock.instant().isBefore(until); i++) {
            Thread.sleep(world.random.nextInt(BETWEEN_MAX_MILLIS));
            if (i % 3 == 0) {
                database = elsewhere(world, database);
                world.setClock(ClockStep.DATABASE, database);
                world.readDatabaseClock(database);
            } else {
                String node = names.get(world.random.nextInt(names.size()));
                int max = world.random.nextInt(4) == 0 ? NEAR_MAX_SECONDS : FAR_MAX_SECONDS;
                world.setClock(node, Duration.ofSeconds(world.random.nextInt(-max, max + 1)));
            }
        }
    }

    /// Never behind: the library forgets itself in a signal's handler, and shows the true time.
    /// PostgreSQL would take it for a later one, and end transactions as too long.
    private static Duration elsewhere(World world, Duration now) {
        int drawn = world.random.nextInt(DATABASE_MAX_SECONDS);
        return Duration.ofSeconds(drawn < now.toSeconds() ? drawn : drawn + 1);
    }
}
