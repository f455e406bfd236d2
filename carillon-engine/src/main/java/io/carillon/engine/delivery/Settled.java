package io.carillon.engine.delivery;

import java.time.Instant;

/// A lease that ended: when its attempt began and ended, what the channel said in a word, and what
/// was decided.
public record Settled(
        Lease lease, Instant startedAt, Instant endedAt, String outcome, Settlement settlement) {
    boolean isPlain() {
        return settlement instanceof Settlement.Delivered && lease.tries().attempts() == 1;
    }

    boolean isDelivered() {
        return settlement instanceof Settlement.Delivered;
    }

    Settled cancelled() {
        String reason = "its subject was deleted; the last attempt: " + settlement.detail();
        return new Settled(lease, startedAt, endedAt, outcome, new Settlement.Cancelled(reason));
    }
}
