package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Claims.Claimed;
import io.carillon.engine.delivery.Waiting;
import java.util.List;

/// One round of the main flow: claim → send → settle.
///
/// Live, sending goes on in other threads, and what it brings is settled as it comes; under a
/// virtual clock all of it has happened when the round returns.
final class DeliveryRound {
    /// A claim after a pause is small and the next ones grow, so that the first of a crowd leave
    /// while the rest is still being claimed.
    private static final int CLAIM_FIRST = 100;

    private static final int CLAIM_GROWTH = 3;

    private final Node node;
    private final Claims claims;
    private final Sender sender;
    private final Settler settler;
    private final Leases leases;
    private final Gates gates;
    private final HealthRound health;
    private final SuspectRound suspects;
    private final Holding holding;
    private final int batchSize;
    private int claimSize = CLAIM_FIRST;

    DeliveryRound(
            Node node,
            Claims claims,
            Sender sender,
            Settler settler,
            Leases leases,
            Gates gates,
            HealthRound health,
            SuspectRound suspects,
            Holding holding,
            int batchSize) {
        this.node = node;
        this.claims = claims;
        this.sender = sender;
        this.settler = settler;
        this.leases = leases;
        this.gates = gates;
        this.health = health;
        this.suspects = suspects;
        this.holding = holding;
        this.batchSize = batchSize;
    }

    /// Runs one round, and returns how much it found to do.
    int run() {
        // What this node may not send it leaves to others.
        if (holding.seen().isPresent() || !node.holds(node.incarnation())) {
            settler.flush();
            return 0;
        }
        int alone = suspects.run();
        if (suspects.isUnderWay()) {
            settler.flush();
            return alone;
        }
        if (!leases.haveRoom()) {
            settler.flush();
            return alone;
        }
        List<Waiting> waiting = claims.look();
        health.takeProbes(waiting);

        int limit = Math.min(gates.claimable(Math.min(claimSize, batchSize)), leases.free());
        Claimed due = claims.due(node.incarnation(), limit, gates.forDue(waiting, leases.free()));
        sender.send(due);
        claimSize =
                due.count() < limit || limit == 0
                        ? CLAIM_FIRST
                        : Math.min(claimSize * CLAIM_GROWTH, batchSize);

        Claimed again =
                claims.waiting(node.incarnation(), waiting, gates.forWaiting(leases.free()));
        sender.send(again);

        if (due.lost() || again.lost()) {
            node.beat();
        }
        if (due.held() || again.held()) {
            holding.look();
        }
        settler.flush();
        return alone + due.count() + again.count();
    }
}
