package io.carillon.trials.fire;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// SIGKILL, again and again, of one node or another; each is started again a moment later. One is
/// left, to take over.
final class Killing implements Faults {
    private static final int PAUSE_MAX_MILLIS = 2_000;
    private static final int DEAD_MAX_MILLIS = 1_500;

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException, SQLException {
        while (world.clock.instant().isBefore(until)) {
            Thread.sleep(world.random.nextInt(PAUSE_MAX_MILLIS));
            @Nullable String victim = world.nodes.victim(world.random);
            if (victim == null) {
                continue;
            }
            world.nodes.kill(victim);
            Thread.sleep(world.random.nextInt(DEAD_MAX_MILLIS));
            world.nodes.start(victim);
        }
    }
}
