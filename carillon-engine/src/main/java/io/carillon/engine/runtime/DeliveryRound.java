package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Claims.Claimed;
import io.carillon.engine.delivery.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    private final Lookout lookout;

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
            Holding holding,
            Lookout lookout) {
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
        this.lookout = lookout;
    }

    /// What a round has found to do: so many schedules that were due at `at`, so many others; and
    /// whether there may be more.
    record Found(Instant at, int due, int others, boolean more) {
        private static Found alone(int suspects) {
            return new Found(Instant.MIN, 0, suspects, suspects > 0);
        }

        boolean isNothing() {
            return due + others == 0;
        }
    }

    /// Whether a round is due whatever else is.
    boolean isUnderWay() {
        return suspects.isUnderWay();
    }

    /// `dueFrom` says before which instant nothing is due, if that is known.
    Found run(Optional<Instant> dueFrom) {
        // What this node may not send it leaves to others.
        if (holding.seen().isPresent() || !node.holds(node.incarnation())) {
            settle.run();
            return Found.alone(0);
        }
        health.followIfOld();
        List<Waiting> waiting = lookout.look();
        int alone = waiting.isEmpty() && !suspects.isUnderWay() ? 0 : suspects.run();
        lookout.wantsRoom(!leases.haveRoom());
        if (suspects.isUnderWay() || !leases.haveRoom()) {
            settle.run();
            return Found.alone(alone);
        }
        health.takeProbes(waiting);

        int limit = Math.min(gates.claimable(dueClaims.wanted()), leases.free());
        lookout.wantsRoom(limit < dueClaims.wanted());
        List<Claimed> due = dueClaims.run(limit, gates.forDue(waiting, leases.free()), dueFrom);

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
        if (all.stream().anyMatch(one -> one.leases().size() < one.count())) {
            lookout.changed();
        }
        settle.run();
        int dueCount = due.stream().mapToInt(Claimed::count).sum();
        int others = alone + again.count();
        boolean dueAgain = due.stream().anyMatch(Claimed::dueAgain);
        return new Found(
                due.getLast().at(), dueCount, others, dueClaims.isFull() || dueAgain || others > 0);
    }
}
