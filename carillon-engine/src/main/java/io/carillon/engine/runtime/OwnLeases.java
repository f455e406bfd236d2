package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.RealTime;
import io.carillon.engine.delivery.Deliveries;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;

/// Lets go what the database says this node holds and this node knows nothing of: the deliveries of
/// a claim whose commit went through although its answer was lost.
///
/// Runs in the claiming thread, between two claims: so what is committed and not in memory was
/// lost.
final class OwnLeases {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int BATCH = 10_000;

    private final Jdbi jdbi;
    private final Node node;
    private final RealTime time;
    private final DueClock clock;
    private final Leases leases;
    private final EngineEvent.Listener events;
    private long sweptAtNanos;

    OwnLeases(
            Jdbi jdbi,
            Node node,
            RealTime time,
            DueClock clock,
            Leases leases,
            EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.node = node;
        this.time = time;
        this.clock = clock;
        this.leases = leases;
        this.events = events;
        this.sweptAtNanos = time.nanos().getAsLong();
    }

    /// Does so from time to time; false when it is not the time.
    boolean sweep() {
        long now = time.nanos().getAsLong();
        if (now - sweptAtNanos < EVERY.toNanos()) {
            return false;
        }
        sweptAtNanos = now;
        Predicate<Lease> isKnown =
                leases.held(); // before it reads: what is settled after that was known
        List<Lease> unknown =
                jdbi
                        .withHandle(
                                handle -> Deliveries.leasedBy(handle, node.incarnation(), BATCH))
                        .stream()
                        .filter(isKnown.negate())
                        .toList();
        if (unknown.isEmpty()) {
            return true;
        }
        Instant instant = clock.instant();
        List<Settled> let =
                unknown.stream().map(lease -> Settled.released(lease, instant)).toList();
        List<Settled> refused =
                jdbi.inTransaction(handle -> Deliveries.settle(handle, instant, let));
        if (refused.size() < let.size()) {
            events.on(new EngineEvent.LeasesForgotten(let.size() - refused.size()));
        }
        return true;
    }
}
