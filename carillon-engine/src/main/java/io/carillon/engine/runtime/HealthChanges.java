package io.carillon.engine.runtime;

import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Health;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// Changes what all nodes know of endpoints, and says so.
///
/// An endpoint's health is one row for all nodes. It is only ever changed by compare-and-set: read,
/// decided, and written if nobody has written meanwhile. So of two nodes one opens a breaker, one
/// takes the probe, and one says so. However many are changed, it takes one reading and one
/// statement, again for those that somebody else has written meanwhile.
final class HealthChanges {
    private static final int TRIES_MAX = 20;

    /// How much longer than the one before it the pause before another try may be.
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Jdbi jdbi;
    private final EngineEvent.Listener events;

    HealthChanges(Jdbi jdbi, EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.events = events;
    }

    /// What becomes of an endpoint's health; empty when there is nothing to change.
    interface Decision extends Function<Endpoint, Optional<Health>> {}

    /// Is told what was decided of an endpoint, once that is written.
    interface Done {
        void of(int endpoint, Optional<Health> decided);
    }

    /// Decides on endpoints, by their ids; for one that is not stored any more there is nothing to
    /// change. Some may be done when this throws.
    void change(Map<Integer, Decision> decisions, Done done) {
        Map<Integer, Decision> left = new HashMap<>(decisions);
        for (int i = 0; i < TRIES_MAX && !left.isEmpty(); i++) {
            // In step with another node, each try would come just behind the other's.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(i * PAUSE.toNanos() + 1));
            changeOnce(left, done);
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException(
                    "the health of endpoints "
                            + left.keySet()
                            + " is written by others all the time");
        }
    }

    /// Leaves those that somebody else has written meanwhile.
    private void changeOnce(Map<Integer, Decision> left, Done done) {
        Map<Integer, Endpoint> stored =
                jdbi.withHandle(Endpoints::all).stream()
                        .collect(Collectors.toMap(Endpoint::id, Function.identity()));
        Map<Endpoint, Health> changes = new HashMap<>();
        for (Map.Entry<Integer, Decision> one : Map.copyOf(left).entrySet()) {
            Optional<Endpoint> before = Optional.ofNullable(stored.get(one.getKey()));
            Optional<Health> after = before.flatMap(one.getValue());
            before.ifPresent(endpoint -> after.ifPresent(health -> changes.put(endpoint, health)));
            if (after.isEmpty()) {
                left.remove(one.getKey());
                done.of(one.getKey(), after);
            }
        }
        Map<Endpoint, Health> written = jdbi.withHandle(handle -> Endpoints.save(handle, changes));
        written.forEach((before, after) -> {
            left.remove(before.id());
            done.of(before.id(), Optional.of(after));
        });
        written.forEach(this::tell);
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
