package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.database.Transactions;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Health;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/// Reads and changes a tenant's endpoints: what they bear, when they are left alone, and whether
/// anything is sent to them. This node follows before the answer, the others within a second or
/// two.
public final class EndpointEdits {
    private final Jdbi jdbi;
    private final int tenant;
    private final DueClock clock;
    private final HealthRound health;
    private final Wakeup wakeup;

    EndpointEdits(Jdbi jdbi, int tenant, DueClock clock, HealthRound health, Wakeup wakeup) {
        this.jdbi = jdbi;
        this.tenant = tenant;
        this.clock = clock;
        this.health = health;
        this.wakeup = wakeup;
    }

    /// All of them, by their keys, as this node knew them a second or two ago: without a question
    /// to the database.
    public List<Endpoint> known() {
        return own(health.known());
    }

    /// All of them, by their keys.
    public List<Endpoint> all() {
        return own(jdbi.withHandle(Endpoints::all));
    }

    public Optional<Endpoint> find(String key) {
        return jdbi.withHandle(handle -> Endpoints.find(handle, tenant, key));
    }

    /// Changes limits and policy; empty when there is no such endpoint. Its health is left alone,
    /// but for what was counted in another window.
    public Optional<Endpoint> change(String key, UnaryOperator<Endpoint> edit) {
        return changed(
                Transactions.retried(
                        jdbi,
                        handle -> {
                            Optional<Endpoint> after =
                                    Endpoints.hold(handle, tenant, key).map(edit);
                            after.ifPresent(endpoint -> {
                                Endpoints.save(handle, endpoint);
                                Endpoints.save(handle, endpoint, endpoint.health());
                            });
                            return after;
                        }));
    }

    /// Sends to it again, with a fresh start, all that waits; or changes nothing, when it is
    /// enabled.
    public Optional<Endpoint> enable(String key) {
        return decide(
                key,
                known ->
                        known.disabled().isPresent()
                                ? Optional.of(known.enabled())
                                : Optional.empty());
    }

    /// Sends nothing to it any more; or changes nothing, when it is disabled.
    public Optional<Endpoint> disable(String key, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return decide(
                key,
                known ->
                        known.disabled().isPresent()
                                ? Optional.empty()
                                : Optional.of(known.disabled(reason, now)));
    }

    private List<Endpoint> own(List<Endpoint> all) {
        return all.stream()
                .filter(endpoint -> endpoint.tenant() == tenant)
                .sorted(Comparator.comparing(Endpoint::key))
                .toList();
    }

    private interface Decision {
        Optional<Health> of(Health known);
    }

    private Optional<Endpoint> decide(String key, Decision decision) {
        Optional<Endpoint> found = find(key);
        found.ifPresent(endpoint -> health.change(endpoint, it -> decision.of(it.health())));
        return changed(found);
    }

    private Optional<Endpoint> changed(Optional<Endpoint> endpoint) {
        if (endpoint.isPresent()) {
            health.follow();
            wakeup.wake();
        }
        return endpoint.flatMap(it -> find(it.key()));
    }
}
