package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Waiting;
import io.carillon.engine.delivery.WaitingDeliveries;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Health;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.endpoint.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// One round of looking after the endpoints: hand over what this node's attempts came to, follow
/// what all nodes know, and settle what expired while it waited.
final class HealthRound {
    private static final int BATCH = 1_000;
    private static final Duration OLD = Duration.ofSeconds(2);

    private final Jdbi jdbi;
    private final Node node;
    private final Gates gates;
    private final int concurrency;
    private final boolean claims;
    private final DueClock clock;
    private final LongSupplier nanos;
    private final HealthChanges changes;
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
        this.changes = new HealthChanges(jdbi, events);
    }

    void run() {
        exchange(true);
        settleExpired();
    }

    /// Hands over what this node's attempts came to, and follows what all nodes know: if it must,
    /// or if there were any.
    void exchange(boolean mustFollow) {
        if (handOver() || mustFollow) {
            follow();
        }
    }

    /// Many may expire at one instant: what attempts came to meanwhile is handed over in between.
    void settleExpired() {
        while (settleSomeExpired() == BATCH) {
            exchange(false);
        }
    }

    private int settleSomeExpired() {
        return jdbi.withHandle(
                handle -> WaitingDeliveries.settleExpired(handle, clock.instant(), BATCH));
    }

    /// Follows what all nodes know now; one at a time, so that nothing newer is replaced. Claims
    /// wait for it, so nothing else is done meanwhile.
    synchronized void follow() {
        long now = nanos.getAsLong();
        Endpoints.Known known = jdbi.withHandle(Endpoints::known);
        int nodes = Math.max(1, known.nodes());
        Map<Integer, Limits.Share> shares = new HashMap<>();
        if (claims) {
            Predicate<Endpoint> needHolder = endpoint -> endpoint.limits().needHolder(nodes);
            List<Endpoint> all = known.endpoints();
            Stream.concat(
                            all.stream().filter(Predicate.not(needHolder)),
                            held(all.stream().filter(needHolder).toList()).stream())
                    .forEach(endpoint ->
                            shares.put(endpoint.id(), endpoint.limits().share(nodes, concurrency)));
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
        changes.change(
                due.stream()
                        .collect(
                                Collectors.toMap(
                                        gate -> gate.endpoint().id(),
                                        _ -> before -> before.health().probed(now))),
                (endpoint, taken) ->
                        taken.flatMap(_ -> gates.find(endpoint)).ifPresent(Gate::letProbe));
        follow();
    }

    /// Changes what all nodes know of an endpoint.
    void change(Endpoint endpoint, HealthChanges.Decision decision) {
        changes.change(Map.of(endpoint.id(), decision), (_, _) -> {});
    }

    /// Whether there was anything.
    private boolean handOver() {
        Map<Integer, Tally> counted = new HashMap<>();
        for (Gate gate : gates.all()) {
            gate.takeTally().ifPresent(tally -> counted.put(gate.endpoint().id(), tally));
        }
        if (counted.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Map<Integer, HealthChanges.Decision> decisions = new HashMap<>();
        counted.forEach((endpoint, tally) ->
                decisions.put(
                        endpoint,
                        before -> Optional.of(before.health().after(tally, before.policy(), now))));
        try {
            changes.change(
                    decisions,
                    (endpoint, _) -> {
                        counted.remove(endpoint);
                        gates.find(endpoint).ifPresent(Gate::handedOver);
                    });
        } catch (RuntimeException | Error e) {
            counted.forEach((endpoint, tally) ->
                    gates.find(endpoint).ifPresent(gate -> gate.putBack(tally)));
            throw e;
        }
        return true;
    }

    /// Those that this node alone sends to: where nobody does, it does from now on, unless another
    /// is quicker.
    private List<Endpoint> held(List<Endpoint> endpoints) {
        UUID incarnation = node.incarnation();
        List<Endpoint> held = new ArrayList<>();
        Map<Endpoint, Health> vacant = new HashMap<>();
        for (Endpoint endpoint : endpoints) {
            Optional<UUID> holder = endpoint.health().holder();
            if (holder.isEmpty()) {
                vacant.put(endpoint, endpoint.health().heldBy(incarnation));
            } else if (holder.get().equals(incarnation)) {
                held.add(endpoint);
            }
        }
        if (!vacant.isEmpty()) {
            held.addAll(jdbi.withHandle(handle -> Endpoints.save(handle, vacant)).keySet());
        }
        return held;
    }
}
