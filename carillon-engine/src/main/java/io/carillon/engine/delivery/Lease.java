package io.carillon.engine.delivery;

import io.carillon.engine.schedule.ScheduleKey;
import java.time.Instant;
import java.util.Optional;

/// The right of one life of a node to send one delivery.
public record Lease(
        DeliveryId id,
        ScheduleKey schedule,
        int endpoint,
        Fence fence,
        Tries tries,
        Optional<Instant> expiresAt,
        Content content) {
    /// How many attempts have begun, this one included; how many of them ended with their node; and
    /// how many of the others were made before the last replay.
    public record Tries(int attempts, int deaths, int spent) {
        static final Tries FIRST = new Tries(1, 0, 0);

        /// The attempt's number for the retry policy.
        public int counted() {
            return attempts - deaths - spent;
        }

        boolean triedBefore() {
            return attempts > 1;
        }
    }
}
