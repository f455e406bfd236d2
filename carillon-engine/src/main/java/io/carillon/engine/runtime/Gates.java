package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.delivery.Waiting;
import io.carillon.engine.delivery.WaitingDeliveries;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.schedule.Schedules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The ways to all endpoints, as this node may use them now.
///
/// An endpoint that this node has no channel to is closed for it.
final class Gates {
    private final Set<Integer> channels;
    private final int leasesMax;
    private final DueClock clock;
    private final Map<Integer, Gate> gates = new ConcurrentHashMap<>();

    Gates(Set<Integer> channels, int leasesMax, DueClock clock) {
        this.channels = Set.copyOf(channels);
        this.leasesMax = leasesMax;
        this.clock = clock;
    }

    /// Follows what all nodes know, and this node's shares of the limits, by endpoint.
    void follow(List<Endpoint> endpoints, Map<Integer, Limits.Share> shares) {
        // So that one endpoint alone can never take all the room, unless it is alone.
        int roomMost = endpoints.size() > 1 ? leasesMax / 2 : leasesMax;
        Instant now = clock.instant();
        for (Endpoint endpoint : endpoints) {
            Limits.Share share =
                    channels.contains(endpoint.id())
                            ? shares.getOrDefault(endpoint.id(), Limits.Share.NOTHING)
                            : Limits.Share.NOTHING;
            gates.computeIfAbsent(endpoint.id(), _ -> new Gate(endpoint))
                    .follow(endpoint, share, roomMost, now);
        }
    }

    List<Gate> all() {
        return List.copyOf(gates.values());
    }

    Optional<Gate> find(int endpoint) {
        return Optional.ofNullable(gates.get(endpoint));
    }

    void ended(Lease lease) {
        find(lease.endpoint()).ifPresent(gate -> gate.ended(lease));
    }

    /// How many due schedules are worth a claim of up to `most`: what could be leased for the
    /// endpoint with the most room. Where an endpoint is shut, its deliveries are made to wait; and
    /// where it is slow as well, if others may stand behind them.
    int claimable(int most) {
        Instant now = clock.instant();
        Map<Integer, Integer> free = free(now);
        return Math.min(
                most,
                gates.entrySet().stream()
                        .mapToInt(gate ->
                                isInTheWay(gate.getValue(), now)
                                        ? most
                                        : free.getOrDefault(gate.getKey(), 0))
                        .max()
                        .orElse(0));
    }

    /// What a claim of due schedules may lease: where something waits already, a quarter of the
    /// room is left to that, so that it is not overtaken for ever.
    Permits forDue(List<Waiting> waiting, int total) {
        Instant now = clock.instant();
        Set<Integer> contended =
                waiting.stream()
                        .filter(one -> !one.nextAttemptAt().isAfter(now))
                        .map(Waiting::endpoint)
                        .collect(Collectors.toSet());
        Map<Integer, Integer> free = free(now);
        contended.forEach(
                endpoint -> free.computeIfPresent(endpoint, (_, all) -> all - (all + 3) / 4));
        return new Permits(Math.min(total, inAll()), free);
    }

    /// What a claim of waiting deliveries may lease.
    Permits forWaiting(int total) {
        return new Permits(Math.min(total, inAll()), free(clock.instant()));
    }

    /// How many more may be leased now, by endpoint.
    private Map<Integer, Integer> free(Instant now) {
        int anybodys = anybodys();
        Map<Integer, Integer> free = new HashMap<>();
        gates.forEach((endpoint, gate) ->
                free.put(
                        endpoint,
                        Math.min(gate.free(now), Math.max(anybodys, part() - gate.held()))));
        return free;
    }

    private int inAll() {
        return Math.max(anybodys(), part() * gates.size());
    }

    /// What is left of the half of all leases that whoever comes first may hold.
    private int anybodys() {
        int held = gates.values().stream().mapToInt(Gate::held).sum();
        return Math.max(0, (isAlone() ? leasesMax : leasesMax / 2) - held);
    }

    /// What an endpoint may hold even so: its part of another quarter. Endpoints that hang, however
    /// many, cannot hold what the others need; and so much stays free that claims go on.
    private int part() {
        return Math.max(1, leasesMax / 4 / Math.max(1, gates.size()));
    }

    private boolean isAlone() {
        return gates.size() == 1;
    }

    private boolean isInTheWay(Gate gate, Instant now) {
        return gate.isHeldBack(now) || (!isAlone() && gate.isSlow());
    }

    /// The ways that are open to a suspect. It goes when nothing else is leased, so that it does
    /// not matter how much room others have left: where there is always more to send, that is none.
    Permits forSuspect() {
        Instant now = clock.instant();
        return new Permits(
                1,
                gates.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry ->
                                                entry.getValue().isHeldBack(now)
                                                        ? entry.getValue().free(now)
                                                        : 1)));
    }

    /// The endpoints that something waits for and whose breakers are open, where it is time for a
    /// probe.
    List<Gate> toProbe(List<Waiting> waiting) {
        Instant now = clock.instant();
        Predicate<Gate> probes =
                gate ->
                        gate.endpoint().health().disabled().isEmpty()
                                && gate.endpoint().health().breaker() instanceof Breaker.Open open
                                && open.mayBeProbed(now);
        return waiting.stream()
                .filter(one -> !one.nextAttemptAt().isAfter(now))
                .flatMap(one -> find(one.endpoint()).stream())
                .filter(probes)
                .filter(Gate::maySend)
                .toList();
    }

    /// When the next schedule is due, or the first of what waits can really go.
    Optional<Instant> nextDueAt(Handle handle) {
        return Stream.of(
                        Schedules.nextDueAt(handle),
                        nextAt(WaitingDeliveries.byEndpoint(handle)),
                        // Live, the health round sees to it.
                        clock.isVirtual()
                                ? WaitingDeliveries.nextExpiryAt(handle)
                                        .map(at -> at.plus(1, ChronoUnit.MICROS))
                                : Optional.<Instant>empty())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /// When the first of what waits can really go, as far as that is known.
    Optional<Instant> nextAt(List<Waiting> waiting) {
        Instant now = clock.instant();
        return waiting.stream()
                .flatMap(one ->
                        find(one.endpoint())
                                .flatMap(gate -> gate.opensFor(one.nextAttemptAt(), now))
                                .stream())
                .min(Instant::compareTo);
    }
}
