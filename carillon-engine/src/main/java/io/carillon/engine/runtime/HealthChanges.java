package io.carillon.engine.runtime;

import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Health;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/// Changes what all nodes know of endpoints, and says so.
///
/// An endpoint's health is one row for all nodes. It is only ever changed by compare-and-set: read,
/// decided, and written if nobody has written meanwhile. So of two nodes one opens a breaker, one
/// takes the probe, and one says so. However many are changed, it takes one reading and one
/// statement, again for those that somebody else has written meanwhile.
final class HealthChanges {
    private static final int TRIES_MAX = 20;

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

    /// Decides on endpoints, by their ids. Some may be done when this throws.
    void change(Map<Integer, Decision> decisions, Done done) {
        Map<Integer, Decision> left = new HashMap<>(decisions);
        for (int i = 0; i < TRIES_MAX && !left.isEmpty(); i++) {
            Map<Endpoint, Health> changes = new HashMap<>();
            for (Endpoint before : jdbi.withHandle(Endpoints::all)) {
                Optional<Decision> decision = Optional.ofNullable(left.get(before.id()));
                if (decision.isEmpty()) {
                    continue;
                }
                Optional<Health> after = decision.get().apply(before);
                after.ifPresent(health -> changes.put(before, health));
                if (after.isEmpty()) {
                    left.remove(before.id());
                    done.of(before.id(), after);
                }
            }
            jdbi.withHandle(handle -> Endpoints.save(handle, changes))
                    .forEach((before, after) -> {
                        left.remove(before.id());
                        done.of(before.id(), Optional.of(after));
                        tell(before, after);
                    });
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException(
                    "the health of endpoints "
                            + left.keySet()
                            + " is written by others all the time");
        }
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
