package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Waiting;
import io.carillon.engine.delivery.WaitingDeliveries;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Health;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.endpoint.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;

/// One round of looking after the endpoints: hand over what this node's attempts came to, follow
/// what all nodes know, and settle what expired while it waited.
///
/// What is known of an endpoint's health is one row for all nodes. It is only ever changed by
/// compare-and-set: read, decided, and written if nobody has written meanwhile. So of two nodes one
/// opens a breaker, one takes the probe, and one says so.
final class HealthRound {
    private static final int TRIES_MAX = 20;
    private static final int BATCH = 1_000;
    private static final Duration OLD = Duration.ofSeconds(2);

    private final Jdbi jdbi;
    private final Node node;
    private final Gates gates;
    private final int concurrency;
    private final boolean claims;
    private final DueClock clock;
    private final LongSupplier nanos;
    private final EngineEvent.Listener events;
    private volatile long followedAt;

    /// By its settings, this node's own concurrency for endpoints without a limit; a node that does
    /// not claim has no share of any.
    HealthRound(
            Jdbi jdbi,
            Node node,
            Gates gates,
            EngineSettings settings,
            DueClock clock,
            LongSupplier nanos,
            EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.node = node;
        this.gates = gates;
        this.concurrency = settings.concurrencyMax();
        this.claims = settings.claims();
        this.clock = clock;
        this.nanos = nanos;
        this.events = events;
    }

    synchronized void run() {
        exchange(true);
        settleExpired();
    }

    /// Hands over what this node's attempts came to, and follows what all nodes know: if it must,
    /// or if there were any.
    synchronized void exchange(boolean mustFollow) {
        boolean follows = mustFollow;
        for (Gate gate : gates.all()) {
            follows |= handOver(gate);
        }
        if (follows) {
            follow();
        }
    }

    synchronized void settleExpired() {
        int settled = BATCH;
        while (settled == BATCH) { // there may be more
            settled =
                    jdbi.withHandle(handle ->
                            WaitingDeliveries.settleExpired(handle, clock.instant(), BATCH));
        }
    }

    /// Follows what all nodes know now.
    synchronized void follow() {
        long now = nanos.getAsLong();
        Endpoints.Known known = jdbi.withHandle(Endpoints::known);
        int nodes = Math.max(1, known.nodes());
        Map<Integer, Limits.Share> shares = new HashMap<>();
        for (Endpoint endpoint : known.endpoints()) {
            if (claims && (!endpoint.limits().needHolder(nodes) || isHolder(endpoint))) {
                shares.put(endpoint.id(), endpoint.limits().share(nodes, concurrency));
            }
        }
        gates.follow(known.endpoints(), shares);
        followedAt = now;
    }

    /// The same, where nothing was sent for a while, and so nobody has followed.
    void followIfOld() {
        if (nanos.getAsLong() - followedAt >= OLD.toNanos()) {
            follow();
        }
    }

    List<Endpoint> known() {
        return gates.all().stream().map(Gate::endpoint).toList();
    }

    /// Takes the probes that are due, each for this node alone.
    void takeProbes(List<Waiting> waiting) {
        List<Gate> due = gates.toProbe(waiting);
        if (due.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (Gate gate : due) {
            if (change(gate.endpoint(), before -> before.health().probed(now)).isPresent()) {
                gate.letProbe();
            }
        }
        follow();
    }

    /// Changes what all nodes know of an endpoint; empty when there is nothing to change.
    Optional<Health> change(Endpoint endpoint, Function<Endpoint, Optional<Health>> decision) {
        for (int i = 0; i < TRIES_MAX; i++) {
            Endpoint before =
                    jdbi.withHandle(handle ->
                            Endpoints.find(handle, endpoint.tenant(), endpoint.key())
                                    .orElseThrow());
            Optional<Health> after = decision.apply(before);
            if (after.isEmpty()
                    || jdbi.withHandle(handle -> Endpoints.save(handle, before, after.get()))) {
                after.ifPresent(health -> tell(before, health));
                return after;
            }
        }
        throw new IllegalStateException(
                "the health of endpoint " + endpoint.key() + " is written by others all the time");
    }

    /// Whether there was anything.
    private boolean handOver(Gate gate) {
        Tally tally = gate.takeTally();
        if (tally.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        try {
            change(
                    gate.endpoint(),
                    before -> Optional.of(before.health().after(tally, before.policy(), now)));
        } catch (RuntimeException e) {
            gate.putBack(tally);
            throw e;
        }
        return true;
    }

    private boolean isHolder(Endpoint endpoint) {
        return endpoint.health()
                .holder()
                .map(node.incarnation()::equals)
                .orElseGet(() -> {
                    Health held = endpoint.health().heldBy(node.incarnation());
                    return jdbi.withHandle(handle -> Endpoints.save(handle, endpoint, held));
                });
    }

    /// Says what a change that was written means.
    private void tell(Endpoint before, Health after) {
        Health known = before.health();
        Endpoint endpoint = before.with(after);
        if (known.disabled().isEmpty() && after.disabled().isPresent()) {
            events.on(new EngineEvent.EndpointDisabled(endpoint, after.disabled().get().reason()));
        } else if (known.disabled().isPresent() && after.disabled().isEmpty()) {
            events.on(new EngineEvent.EndpointEnabled(endpoint));
        } else if (known.breaker() instanceof Breaker.Closed
                && after.breaker() instanceof Breaker.Open) {
            events.on(new EngineEvent.BreakerOpened(endpoint));
        } else if (known.breaker() instanceof Breaker.Open
                && after.breaker() instanceof Breaker.Closed) {
            events.on(new EngineEvent.BreakerClosed(endpoint));
        }
        if (after.failing().notices() > known.failing().notices() && after.disabled().isEmpty()) {
            events.on(
                    new EngineEvent.EndpointFailing(
                            endpoint, after.failing().since().orElseThrow()));
        }
    }
}
