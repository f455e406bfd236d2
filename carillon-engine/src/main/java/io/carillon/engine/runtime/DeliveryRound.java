package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Claims.Claimed;
import io.carillon.engine.delivery.Waiting;
import java.util.List;
import java.util.stream.Stream;

/// One round of the main flow: claim → send → settle.
///
/// Live, sending goes on in other threads, and others settle what comes of it; under a virtual
/// clock all of it has happened when the round returns.
final class DeliveryRound {
    private final Node node;
    private final Claims claims;
    private final DueClaims dueClaims;
    private final Sender sender;
    private final Runnable settle;
    private final Leases leases;
    private final Gates gates;
    private final HealthRound health;
    private final SuspectRound suspects;
    private final Holding holding;

    DeliveryRound(
            Node node,
            Claims claims,
            DueClaims dueClaims,
            Sender sender,
            Runnable settle,
            Leases leases,
            Gates gates,
            HealthRound health,
            SuspectRound suspects,
            Holding holding) {
        this.node = node;
        this.claims = claims;
        this.dueClaims = dueClaims;
        this.sender = sender;
        this.settle = settle;
        this.leases = leases;
        this.gates = gates;
        this.health = health;
        this.suspects = suspects;
        this.holding = holding;
    }

    /// Runs one round, and returns how much it found to do.
    int run() {
        // What this node may not send it leaves to others.
        if (holding.seen().isPresent() || !node.holds(node.incarnation())) {
            settle.run();
            return 0;
        }
        int alone = suspects.run();
        if (suspects.isUnderWay()) {
            settle.run();
            return alone;
        }
        if (!leases.haveRoom()) {
            settle.run();
            return alone;
        }
        List<Waiting> waiting = claims.look();
        health.takeProbes(waiting);

        int limit = Math.min(gates.claimable(dueClaims.wanted()), leases.free());
        List<Claimed> due = dueClaims.run(limit, gates.forDue(waiting, leases.free()));

        Claimed again =
                claims.waiting(node.incarnation(), waiting, gates.forWaiting(leases.free()));
        sender.send(again);

        List<Claimed> all = Stream.concat(due.stream(), Stream.of(again)).toList();
        if (all.stream().anyMatch(Claimed::lost)) {
            node.beat();
        }
        if (all.stream().anyMatch(Claimed::held)) {
            holding.look();
        }
        settle.run();
        return alone + all.stream().mapToInt(Claimed::count).sum();
    }
}
