package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Claims.Claimed;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Message;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.RetryPolicy;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Settlement;
import io.carillon.engine.occasion.Occasion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends leased deliveries, a bounded number at the same time, and hands what came of each to the
/// settler.
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Map<Integer, Channel> channels;
    private final Executor executor;
    private final Semaphore concurrency;
    private final Node node;
    private final DueClock clock;
    private final Leases leases;
    private final Settler settler;
    private final RetryPolicy retry = RetryPolicy.ofDefaults();
    private volatile boolean stopping;

    Sender(
            Map<Integer, Channel> channels,
            Executor executor,
            int concurrencyMax,
            Node node,
            DueClock clock,
            Leases leases,
            Settler settler) {
        this.channels = Map.copyOf(channels);
        this.executor = executor;
        this.concurrency = new Semaphore(concurrencyMax);
        this.node = node;
        this.clock = clock;
        this.leases = leases;
        this.settler = settler;
    }

    void send(Claimed claimed) {
        leases.took(claimed.leases());
        for (Lease lease : claimed.leases()) {
            Optional<Occasion> occasion =
                    Optional.ofNullable(claimed.occasions().get(lease.schedule().occasion()));
            executor.execute(() -> attempt(lease, occasion));
        }
    }

    /// From now on nothing more is begun; what was leased and not begun is let go.
    void stop() {
        stopping = true;
    }

    /// Gives up what still hangs: it goes again, here or on another node.
    void abandon() {
        Settlement interrupted =
                new Settlement.Interrupted("its node stopped while it was being sent");
        for (Lease lease : leases.unended()) {
            boolean begun = leases.hasBegun(lease);
            end(lease, clock.instant(), "unknown", begun ? interrupted : new Settlement.Released());
        }
    }

    private void attempt(Lease lease, Optional<Occasion> occasion) {
        concurrency.acquireUninterruptibly();
        try {
            Instant startedAt = clock.instant();
            if (stopping) {
                end(lease, startedAt, "released", new Settlement.Released());
                return;
            }
            Optional<Message> message =
                    occasion.flatMap(it -> lease.content().message(it, lease.schedule().subject()));
            if (message.isEmpty()) {
                end(
                        lease,
                        startedAt,
                        "parked",
                        new Settlement.Parked("its message cannot be rendered"));
                return;
            }
            leases.begin(lease);
            Outcome outcome = dispatch(lease, message.get());
            Settlement settlement =
                    Settlement.of(
                            outcome,
                            lease.tries().counted(),
                            retry,
                            lease.expiresAt(),
                            clock.instant(),
                            ThreadLocalRandom.current().nextDouble());
            LOG.debug(
                    "delivery {} attempt {}: {}", lease.id(), lease.tries().attempts(), settlement);
            end(lease, startedAt, word(outcome), settlement);
        } finally {
            concurrency.release();
        }
    }

    /// The one place where what a channel throws becomes an outcome.
    private Outcome dispatch(Lease lease, Message message) {
        Channel channel = channels.get(lease.endpoint());
        if (channel == null) {
            return Outcome.Unavailable.because("endpoint " + lease.endpoint() + " has no channel");
        }
        try {
            return channel.send(
                    new Dispatch(
                            lease.id(),
                            lease.tries().attempts(),
                            message,
                            () -> node.holds(lease.fence().incarnation())));
        } catch (Exception e) {
            LOG.error(
                    "delivery {}: its channel threw, so whether it was sent is unknown",
                    lease.id(),
                    e);
            return new Outcome.Unknown("its channel failed: " + e);
        }
    }

    private void end(Lease lease, Instant startedAt, String outcome, Settlement settlement) {
        if (leases.end(lease)) {
            settler.add(new Settled(lease, startedAt, clock.instant(), outcome, settlement));
        }
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(String _) -> "accepted";
            case Outcome.Refused(String _) -> "refused";
            case Outcome.Unavailable(String _, var _) -> "unavailable";
            case Outcome.Unknown(String _) -> "unknown";
            case Outcome.Withheld() -> "withheld";
        };
    }
}
