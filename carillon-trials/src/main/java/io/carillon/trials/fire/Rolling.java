package io.carillon.trials.fire;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// A rolling restart: one node after the other is stopped in order and started again, the next one
/// only when it is ready; round and round.
final class Rolling implements Faults {
    /// Of a process that SIGTERM has ended: 128 and the signal's number.
    private static final int STOPPED = 143;

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException {
        List<String> names = world.nodes.names();
        for (int i = 0; world.clock.instant().isBefore(until); i++) {
            String name = names.get(i % names.size());
            int exit = world.nodes.stop(name);
            if (exit != STOPPED) {
                throw new IOException(name + " did not stop in order: it ended with " + exit);
            }
            world.nodes.start(name);
            world.nodes.life(name).awaitReady();
        }
    }
}
