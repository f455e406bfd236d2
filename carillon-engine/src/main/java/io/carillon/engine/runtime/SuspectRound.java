package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Claims.Claimed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Sends suspects, one at a time, while this node has nothing else in hand.
///
/// When one waits and no other node is at it, nothing more is claimed until all that is leased has
/// been settled; then it is claimed, and nothing else until it has been settled. So that a crowd of
/// suspects, or one whose endpoint hangs, does not keep the others waiting, these get three times
/// as long afterwards; and what is leased is waited for briefly at first, and longer each time in
/// vain. The suspect itself is waited for as long as an attempt may take: one that hangs delays all
/// others of its node for so long.
///
/// Runs in the claiming thread.
final class SuspectRound {
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final long WAIT_FIRST_NANOS = Duration.ofSeconds(2).toNanos();

    /// Longer than an attempt may take, with its departure's commit.
    private static final long WAIT_MAX_NANOS = Duration.ofSeconds(30).toNanos();

    private static final int OTHERS_SHARE = 3;

    private final Node node;
    private final Claims claims;
    private final Sender sender;
    private final Leases leases;
    private final Gates gates;
    private final long lookEveryNanos;
    private final LongSupplier nanos;
    private Optional<Long> begunAt = Optional.empty();
    private Optional<Long> sentAt = Optional.empty();
    private long waitNanos = WAIT_FIRST_NANOS;
    private long nextAt;

    SuspectRound(
            Node node,
            Claims claims,
            Sender sender,
            Leases leases,
            Gates gates,
            Duration lookEvery,
            LongSupplier nanos) {
        this.node = node;
        this.claims = claims;
        this.sender = sender;
        this.leases = leases;
        this.gates = gates;
        this.lookEveryNanos = lookEvery.toNanos();
        this.nanos = nanos;
        this.nextAt = nanos.getAsLong();
    }

    /// Whether nothing else may be claimed.
    boolean isUnderWay() {
        return begunAt.isPresent();
    }

    /// Goes as far as it can without waiting, and returns how many it has claimed.
    int run() {
        if (sentAt.isPresent() && leases.isEmpty()) {
            end();
        }
        if (begunAt.isEmpty() && !begins()) {
            return 0;
        }
        if (!leases.isEmpty()) {
            giveUpInTime();
            return 0;
        }
        waitNanos = WAIT_FIRST_NANOS;
        Claimed suspect = claims.suspect(node.incarnation(), gates.forSuspect());
        if (suspect.lost()) {
            node.beat();
        }
        if (suspect.leases().isEmpty()) {
            end();
        } else {
            sentAt = Optional.of(nanos.getAsLong());
            sender.send(suspect);
        }
        return suspect.count();
    }

    private void giveUpInTime() {
        long now = nanos.getAsLong();
        if (sentAt.isPresent()) {
            if (now - sentAt.orElseThrow() > WAIT_MAX_NANOS) {
                end();
            }
        } else if (now - begunAt.orElseThrow() > waitNanos) {
            waitNanos = Math.min(2 * waitNanos, WAIT_MAX_NANOS);
            end();
        }
    }

    private boolean begins() {
        long now = nanos.getAsLong();
        if (now - nextAt < 0) {
            return false;
        }
        nextAt = now + lookEveryNanos;
        if (!claims.takeTurnAlone(node.incarnation(), gates.forSuspect())) {
            return false;
        }
        begunAt = Optional.of(now);
        return true;
    }

    private void end() {
        long now = nanos.getAsLong();
        long took = now - begunAt.orElse(now);
        nextAt = now + Math.max(lookEveryNanos, OTHERS_SHARE * took);
        begunAt = Optional.empty();
        sentAt = Optional.empty();
        claims.leaveTurnAlone(node.incarnation());
    }
}
