package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Fault;
import java.io.IOException;
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
            throws IOException, InterruptedException {
        List<String> names = world.nodes.names();
        while (world.clock.instant().isBefore(until)) {
            Thread.sleep(world.random.nextInt(BETWEEN_MAX_MILLIS));
            if (world.random.nextInt(3) == 0) {
                stepDatabase(world);
            } else {
                jump(world, names.get(world.random.nextInt(names.size())));
            }
        }
    }

    private static void stepDatabase(World world) throws IOException {
        // Never behind: the library forgets itself in a signal's handler, and shows the true time.
        // PostgreSQL would take it for a later one, and end transactions as too long.
        Duration ahead = Duration.ofSeconds(world.random.nextInt(DATABASE_MAX_SECONDS + 1));
        world.setDatabaseClock(ahead);
        note(world, "database clock set [" + ahead + "]", Clocks.DATABASE);
    }

    private static void jump(World world, String node) throws IOException {
        int max = world.random.nextInt(4) == 0 ? NEAR_MAX_SECONDS : FAR_MAX_SECONDS;
        Duration ahead = Duration.ofSeconds(world.random.nextInt(-max, max + 1));
        world.clocks().set(node, ahead);
        note(world, "clock set [" + ahead + "]", node);
    }

    private static void note(World world, String kind, String target) {
        world.history.add(new Fault(world.clock.instant(), kind, target, null));
    }
}
