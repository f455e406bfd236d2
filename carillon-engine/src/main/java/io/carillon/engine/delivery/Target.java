package io.carillon.engine.delivery;

import io.carillon.engine.schedule.ScheduleKey;

/// A delivery that somebody wants to do something to, locked: its state, its attempts, and whether
/// it still knows what its message is made of.
record Target(
        DeliveryId id,
        ScheduleKey schedule,
        DeliveryState state,
        Lease.Tries tries,
        boolean remembers) {
    boolean triedBefore() {
        return tries.attempts() > 0;
    }
}
