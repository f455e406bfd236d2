package io.carillon.trials.fire;

import io.carillon.trials.history.Event;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;

/// Nodes are killed as in [Killing], where what may have been sent must not be sent again.
final class Holding implements Faults {
    private final Killing killing = new Killing();

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException, SQLException {
        NodeProcess node = world.nodes.life(world.nodes.names().getFirst());
        node.ask("PUT", "/v1/occasions/birthday", "{\"whenUnknown\":\"HOLD\"}", 200);
        Instant at = world.clock.instant();
        if (!at.isBefore(from)) {
            throw new IOException("the first were due before it was said that they are held");
        }
        world.history.add(new Event.Hold(at));
        killing.inflict(world, from, until);
    }
}
