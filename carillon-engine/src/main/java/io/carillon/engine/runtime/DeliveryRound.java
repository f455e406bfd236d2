package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Claims.Claimed;

/// One round of the main flow: claim → send → settle.
///
/// Live, sending goes on in other threads, and what it brings is settled as it comes; under a
/// virtual clock all of it has happened when the round returns.
final class DeliveryRound {
    /// The only endpoint there is for now.
    private static final int ENDPOINT = 1;

    /// A claim after a pause is small and the next ones grow, so that the first of a crowd leave
    /// while the rest is still being claimed.
    private static final int CLAIM_FIRST = 100;

    private static final int CLAIM_GROWTH = 3;

    private final Node node;
    private final Claims claims;
    private final Sender sender;
    private final Settler settler;
    private final Leases leases;
    private final int batchSize;
    private int claimSize = CLAIM_FIRST;

    DeliveryRound(
            Node node,
            Claims claims,
            Sender sender,
            Settler settler,
            Leases leases,
            int batchSize) {
        this.node = node;
        this.claims = claims;
        this.sender = sender;
        this.settler = settler;
        this.leases = leases;
        this.batchSize = batchSize;
    }

    /// Runs one round, and returns how much it found to do.
    int run() {
        if (!leases.haveRoom()) {
            settler.flush();
            return 0;
        }
        Claimed waiting = claims.waiting(node.incarnation(), ENDPOINT, share(leases.free()));
        sender.send(waiting);

        int permits = leases.free();
        int limit = Math.min(Math.min(claimSize, batchSize), permits);
        Claimed due = claims.due(node.incarnation(), limit, permits);
        sender.send(due);
        claimSize =
                due.schedules() < limit
                        ? CLAIM_FIRST
                        : Math.min(claimSize * CLAIM_GROWTH, batchSize);

        if (waiting.lost() || due.lost()) {
            node.beat();
        }
        settler.flush();
        return waiting.leases().size() + due.schedules();
    }

    /// What waits for another attempt gets a quarter of the room, so that a crowd of new ones
    /// cannot starve it, nor it them.
    private int share(int permits) {
        return Math.min(batchSize, (permits + 3) / 4);
    }
}
