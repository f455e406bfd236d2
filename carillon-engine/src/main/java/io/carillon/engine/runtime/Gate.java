package io.carillon.engine.runtime;

import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.endpoint.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The way to one endpoint, as this node may use it now: whether it is open, how many may pass at
/// the same time, and how many more may be leased for it.
///
/// **The room.** More is leased than may pass at once, so that a fast endpoint never waits for the
/// next claim; and no more than it takes in a moment, so that a slow one does not fill this node's
/// memory with what others could send, or keep the room of other endpoints. So the room doubles
/// while all that is leased begins at once, and falls back to what may pass at the same time when
/// something had to wait. What has not begun within [#PATIENCE] is let go.
final class Gate {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long AT_ONCE_NANOS = Duration.ofMillis(100).toNanos();

    private final Passes passes = new Passes();
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

    /// Lets its number of permits follow the limits, also below what is in use.
    private static final class Passes extends Semaphore {
        private static final long serialVersionUID = 1L;

        Passes() {
            super(0);
        }

        void changeBy(int count) {
            if (count > 0) {
                release(count);
            } else {
                reducePermits(-count);
            }
        }
    }

    Gate(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// Follows what all nodes know of the endpoint, and this node's share of its limits; at most
    /// `roomMost` may be leased.
    synchronized void follow(Endpoint next, Limits.Share nextShare, int roomMost, Instant now) {
        gone = tally.gone().isPresent(); // once that is handed over, the health says so
        mayProbe = mayProbe && next.health().breaker() instanceof Breaker.Open;
        endpoint = next;
        passes.changeBy(nextShare.concurrency() - share.concurrency());
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

    synchronized void took(Lease lease) {
        held++;
        rate.ifPresent(bucket -> bucket.take(1));
        if (mayProbe) {
            mayProbe = false;
            probe = lease.id();
        }
    }

    synchronized void ended(Lease lease) {
        held--;
        if (lease.id().equals(probe)) {
            probe = null;
        }
    }

    /// Waits for its turn; false when it must not begin: it waited too long, or the way was shut
    /// meanwhile. Whoever gets true leaves again.
    boolean enter(Lease lease, long tookAtNanos, LongSupplier nanos) {
        if (!passes.tryAcquire() && !waitedFor()) {
            return false;
        }
        if (mayPass(lease, nanos.getAsLong() - tookAtNanos)) {
            return true;
        }
        passes.release();
        return false;
    }

    void leave() {
        passes.release();
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

    /// Hands over what was counted.
    synchronized Tally takeTally() {
        Tally taken = tally;
        tally = Tally.NOTHING;
        return taken;
    }

    /// Takes back what could not be handed over.
    synchronized void putBack(Tally taken) {
        tally = taken.plus(tally);
    }

    private boolean waitedFor() {
        try {
            if (passes.tryAcquire(AT_ONCE_NANOS, TimeUnit.NANOSECONDS)) {
                return true;
            }
            becameSlow();
            if (passes.tryAcquire(PATIENCE.toNanos() - AT_ONCE_NANOS, TimeUnit.NANOSECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            room = Math.min(room, share.concurrency());
            begunAtOnce = 0;
        }
        return false;
    }

    private synchronized void becameSlow() {
        slow = true;
        begunAtOnce = 0;
    }

    private synchronized boolean mayPass(Lease lease, long waitedNanos) {
        if (waitedNanos > AT_ONCE_NANOS) {
            begunAtOnce = 0;
        } else if (++begunAtOnce >= room) {
            room = Math.min(2 * room, roomMax);
            begunAtOnce = 0;
            slow = false;
        }
        return !isShut() || lease.id().equals(probe);
    }

    private boolean isShut() {
        return gone
                || endpoint.health().disabled().isPresent()
                || endpoint.health().breaker() instanceof Breaker.Open;
    }
}
