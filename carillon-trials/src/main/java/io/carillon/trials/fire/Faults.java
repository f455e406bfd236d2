package io.carillon.trials.fire;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;

/// What is done to a world while people are due, from `from` until `until`.
@FunctionalInterface
interface Faults {
    void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException, SQLException;
}
