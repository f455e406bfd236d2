package io.carillon.engine.runtime;

import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.endpoint.Tally;
import io.carillon.engine.occasion.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way to one endpoint, as this node may use it now: whether it is open, how many may pass at
/// the same time, and how many more may be leased for it.
///
/// **The room.** More is leased than may pass at once, so that a fast endpoint never waits for the
/// next claim; and no more than it takes in a moment, so that a slow one does not fill this node's
/// memory with what others could send, or keep the room of other endpoints. So the room doubles
/// while all that is leased begins at once, and falls back to what may pass at the same time when
/// something has waited for a second, which is let go then.
///
/// **The line.** What is leased waits in line, and threads that have gone inside take out one after
/// the other, as many as may pass at the same time: so what waits costs no thread, and who has sent
/// one need not be woken for the next.
final class Gate {
    private static final long AT_ONCE_NANOS = Duration.ofMillis(100).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile Endpoint endpoint;
    private volatile boolean gone;
    private Limits.Share share = Limits.Share.NOTHING;
    private Optional<TokenBucket> rate = Optional.empty();
    private int room;
    private int roomMax;
    private int held;
    private int begunAtOnce;
    private boolean slow;
    private boolean mayProbe;
    private @Nullable DeliveryId probe;
    private Tally tally = Tally.NOTHING;
    private boolean tellsGone;
    private final Deque<Entrant> line = new ArrayDeque<>();
    private int inside;
    private boolean watched;

    /// Who waits in line: a lease, since when, and the definition that it was claimed by.
    record Entrant(Lease lease, long sinceNanos, Optional<Occasion> occasion) {}

    Gate(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// Follows what all nodes know of the endpoint, and this node's share of its limits; at most
    /// `roomMost` may be leased.
    synchronized void follow(Endpoint next, Limits.Share nextShare, int roomMost, Instant now) {
        // Once that is handed over, the health says so.
        gone = tellsGone || tally.gone().isPresent();
        mayProbe = mayProbe && next.health().breaker() instanceof Breaker.Open;
        endpoint = next;
        if (nextShare.concurrency() != share.concurrency()) {
            room = 2 * nextShare.concurrency();
        }
        share = nextShare;
        roomMax = Math.max(roomMost, share.concurrency());
        room = Math.min(room, roomMax);
        if (!rate.map(TokenBucket::perSecond).equals(share.perSecond())) {
            rate = share.perSecond().map(perSecond -> new TokenBucket(perSecond, now));
        }
    }

    /// How many more may be leased now.
    synchronized int free(Instant now) {
        if (isShut()) {
            return mayProbe ? 1 : 0;
        }
        int free = Math.max(0, room - held);
        return rate.map(bucket -> Math.min(free, Math.max(0, bucket.available(now)))).orElse(free);
    }

    synchronized int held() {
        return held;
    }

    /// Whether something waits for its turn longer than a moment, or did lately.
    synchronized boolean isSlow() {
        return slow;
    }

    /// Whether something else than a lack of room keeps deliveries back, so that they had better
    /// wait as such than be left among the schedules.
    synchronized boolean isHeldBack(Instant now) {
        return isShut()
                || share.concurrency() == 0
                || rate.filter(bucket -> bucket.available(now) <= 0).isPresent();
    }

    /// Whether this node has a share of what may be sent at the same time.
    synchronized boolean maySend() {
        return share.concurrency() > 0;
    }

    /// When what may go then can really go, as far as that is known; empty while nobody knows.
    synchronized Optional<Instant> opensFor(Instant at, Instant now) {
        if (gone || endpoint.health().disabled().isPresent() || share.concurrency() == 0) {
            return Optional.empty();
        }
        Instant opens =
                endpoint.health().breaker() instanceof Breaker.Open open
                        ? open.probeAt()
                        : rate.map(bucket -> bucket.nextAt(now)).orElse(at);
        return Optional.of(opens.isAfter(at) ? opens : at);
    }

    /// This node has taken the one probe: the next lease is it.
    synchronized void letProbe() {
        mayProbe = true;
    }

    /// Something was leased, and waits.
    synchronized void join(Entrant entrant) {
        held++;
        rate.ifPresent(bucket -> bucket.take(1));
        if (mayProbe) {
            mayProbe = false;
            probe = entrant.lease().id();
        }
        line.add(entrant);
    }

    synchronized void ended(Lease lease) {
        held--;
        if (lease.id().equals(probe)) {
            probe = null;
        }
    }

    /// How many more threads may go inside and would find something in line.
    synchronized int wanted() {
        return Math.max(0, Math.min(line.size(), share.concurrency() - inside));
    }

    /// Goes inside; false when there is no room.
    synchronized boolean enter() {
        if (inside >= share.concurrency()) {
            return false;
        }
        inside++;
        return true;
    }

    /// Takes out the first in line, for a thread that is inside; empty when nobody waits, or fewer
    /// may be inside by now, and then that thread has left.
    synchronized Optional<Entrant> next() {
        Optional<Entrant> next =
                inside > share.concurrency() ? Optional.empty() : Optional.ofNullable(line.poll());
        if (next.isEmpty()) {
            inside--;
        }
        return next;
    }

    /// A thread leaves, though somebody may wait.
    synchronized void leave() {
        inside--;
    }

    /// Whether a thread has to watch over the line from now on: not while one does.
    synchronized boolean wantsWatch() {
        boolean wants = !watched && !line.isEmpty();
        watched = watched || wants;
        return wants;
    }

    /// Whether nobody waits any more, and the watch is over.
    synchronized boolean endsWatch() {
        watched = !line.isEmpty();
        return !watched;
    }

    /// Nobody watches any more, though somebody may wait.
    synchronized void leaveWatch() {
        watched = false;
    }

    /// Takes out the first in line if it has waited for too long, or would wait for ever.
    synchronized Optional<Entrant> letGo(long nowNanos) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        long waited = nowNanos - line.element().sinceNanos();
        if (waited > AT_ONCE_NANOS) {
            slow = true;
            begunAtOnce = 0;
        }
        if (waited > PATIENCE_NANOS) { // more was leased than the endpoint takes
            room = Math.min(room, share.concurrency());
            return Optional.of(line.remove());
        }
        return share.concurrency() == 0 ? Optional.of(line.remove()) : Optional.empty();
    }

    /// Whether what was taken out of the line may be sent: not when the way was shut meanwhile.
    synchronized boolean pass(Entrant entrant, long nowNanos) {
        if (nowNanos - entrant.sinceNanos() > AT_ONCE_NANOS) {
            begunAtOnce = 0;
        } else if (++begunAtOnce >= room) {
            room = Math.min(2 * room, roomMax);
            begunAtOnce = 0;
            slow = false;
        }
        return !isShut() || entrant.lease().id().equals(probe);
    }

    /// Counts what came of an attempt.
    synchronized void count(Lease lease, Outcome outcome) {
        Optional<Boolean> answered =
                switch (outcome) {
                    case Outcome.Accepted(String _), Outcome.Refused(String _) -> Optional.of(true);
                    case Outcome.Unavailable(String _, var _),
                            Outcome.Unknown(String _),
                            Outcome.Gone(String _) ->
                            Optional.of(false);
                    case Outcome.Withheld() -> Optional.empty();
                };
        if (answered.isEmpty()) {
            return;
        }
        Optional<String> reason =
                outcome instanceof Outcome.Gone(String said) ? Optional.of(said) : Optional.empty();
        gone = gone || reason.isPresent();
        tally =
                tally.plus(
                        new Tally(
                                1,
                                answered.get() ? 0 : 1,
                                lease.id().equals(probe) ? answered : Optional.empty(),
                                reason));
    }

    /// What was counted, if there was anything, to be handed over: then it is [#handedOver], or put
    /// back.
    synchronized Optional<Tally> takeTally() {
        Optional<Tally> taken = Optional.of(tally).filter(it -> !it.isEmpty());
        tally = Tally.NOTHING;
        tellsGone = taken.flatMap(Tally::gone).isPresent();
        return taken;
    }

    /// All nodes may know now what was taken.
    synchronized void handedOver() {
        tellsGone = false;
    }

    /// Takes back what could not be handed over.
    synchronized void putBack(Tally taken) {
        tally = taken.plus(tally);
        tellsGone = false;
    }

    private boolean isShut() {
        return gone
                || endpoint.health().disabled().isPresent()
                || endpoint.health().breaker() instanceof Breaker.Open;
    }
}
