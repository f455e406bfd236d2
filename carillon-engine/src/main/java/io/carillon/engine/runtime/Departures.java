package io.carillon.engine.runtime;

import static java.util.stream.Collectors.groupingBy;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Doubts;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.occasion.WhenUnknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;

/// Commits, before a message leaves that is not to be sent twice, or that a node has died with,
/// that it may have left.
///
/// Senders that come while one group is being committed make up the next one. Each of them is
/// inside its gate, so that no group is larger than what is sent at the same time, and what has
/// departed is sent at once.
final class Departures {
    private final Jdbi jdbi;
    private final DueClock clock;
    private final EngineEvent.Listener events;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final ReentrantLock committing = new ReentrantLock();

    private record Waiting(Doubts.Departing departing, CompletableFuture<Boolean> departed) {
        Lease lease() {
            return departing.lease();
        }
    }

    Departures(Jdbi jdbi, DueClock clock, EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.events = events;
    }

    /// Whether it is committed that this lease may have left; false when the lease was lost, or
    /// when the database did not answer, and then it must not leave.
    boolean depart(Lease lease, WhenUnknown whenUnknown) {
        Waiting own =
                new Waiting(new Doubts.Departing(lease, whenUnknown), new CompletableFuture<>());
        waiting.add(own);
        committing.lock();
        try {
            if (!own.departed().isDone()) {
                commitAll();
            }
        } finally {
            committing.unlock();
        }
        return own.departed().join();
    }

    private void commitAll() {
        List<Waiting> group = new ArrayList<>();
        try {
            waiting.drainTo(group);
            group.stream()
                    .collect(groupingBy(one -> one.lease().fence().incarnation()))
                    .values()
                    .forEach(this::commit);
        } finally {
            // An Error at one life's must not leave those of another waiting.
            group.forEach(one -> one.departed().complete(false));
        }
    }

    private void commit(List<Waiting> group) {
        List<Doubts.Departing> leases = group.stream().map(Waiting::departing).toList();
        Set<DeliveryId> departed = Set.of();
        try {
            departed =
                    Doubts.depart(
                            jdbi,
                            group.getFirst().lease().fence().incarnation(),
                            clock.instant(),
                            leases);
        } catch (RuntimeException e) {
            events.on(new EngineEvent.DeparturesFailed(group.size(), e));
        } finally {
            for (Waiting one : group) {
                one.departed().complete(departed.contains(one.lease().id()));
            }
        }
    }
}
