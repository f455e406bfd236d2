package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The nodes' wall clocks jump by up to hours, forth and back, one after the other, so that no two
/// agree; sometimes by a little more than the second that a node still believes.
final class Jumping implements Faults {
    private static final int BETWEEN_MAX_MILLIS = 4_000;
    private static final int FAR_MAX_SECONDS = 8 * 3_600;
    private static final int NEAR_MAX_SECONDS = 4;

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException {
        List<String> names = world.nodes.names();
        while (world.clock.instant().isBefore(until)) {
            Thread.sleep(world.random.nextInt(BETWEEN_MAX_MILLIS));
            String node = names.get(world.random.nextInt(names.size()));
            int max = world.random.nextInt(4) == 0 ? NEAR_MAX_SECONDS : FAR_MAX_SECONDS;
            Duration ahead = Duration.ofSeconds(world.random.nextInt(-max, max + 1));
            world.clocks().set(node, ahead);
            world.history.add(
                    new Fault(world.clock.instant(), "clock set [" + ahead + "]", node, null));
        }
    }
}
