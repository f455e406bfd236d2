package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.RealTime;
import io.carillon.engine.delivery.Deliveries;
import io.carillon.engine.delivery.Deliveries.Orphan;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Nodes;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Settlement;
import io.carillon.engine.delivery.Suspects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// Finds nodes that have died and takes back what they had leased.
///
/// A node is dead when its counter has stood still for [#SILENT_MAX] on *this* process's monotonic
/// clock: no two machines' clocks are compared. It is declared dead by deleting its row: its claims
/// under way are waited for, and its later beats and claims find no row. The row goes only if its
/// counter still is what was seen, for this process may have been stopped since it looked. What is
/// leased by a node without a row is taken back, so that it does not matter who deleted the row, or
/// whether anyone died in between.
final class Reclaimer {
    private static final Duration SILENT_MAX = Duration.ofSeconds(7);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_ALONE_EVERY = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Duration TAKE_BACK_EVERY = Duration.ofSeconds(5);
    private static final int BATCH = 1_000;

    private final Jdbi jdbi;
    private final Node node;
    private final RealTime time;
    private final DueClock clock;
    private final EngineEvent.Listener events;
    private final Runnable tookBack;
    private final Map<UUID, Sighting> sightings = new HashMap<>();
    private final AtomicBoolean beatsFailed = new AtomicBoolean();
    private final Semaphore newcomers = new Semaphore(0);
    private Optional<TakenBack> takenBack = Optional.empty();
    private boolean hadOthers;

    /// When this node last took back what nobody held, as which of its lives, and who lived then.
    private record TakenBack(long atNanos, UUID incarnation, Set<UUID> others) {}

    /// A counter, and when at the latest it was first seen at this value.
    private record Sighting(long beat, long sinceNanos) {}

    /// Runs `tookBack` when something is to be sent again.
    Reclaimer(
            Jdbi jdbi,
            Node node,
            RealTime time,
            DueClock clock,
            EngineEvent.Listener events,
            Runnable tookBack) {
        this.jdbi = jdbi;
        this.node = node;
        this.time = time;
        this.clock = clock;
        this.events = events;
        this.tookBack = tookBack;
    }

    /// Looks once at all others, and says when it is worth to look again. While this node's own
    /// beats or looks fail or hang, the silence of others says nothing, for perhaps nobody could
    /// beat: what was seen before is forgotten.
    Duration look() {
        if (!node.isTrusted() || beatsFailed.getAndSet(false)) {
            sightings.clear();
            return LOOK_EVERY;
        }
        long asked = time.nanos().getAsLong();
        Map<UUID, Long> beats = beatsOfOthers();
        long answered = time.nanos().getAsLong();
        if (answered - asked > SLOW.toNanos()) {
            sightings.clear();
        }
        sightings.keySet().retainAll(beats.keySet());
        beats.forEach((other, beat) ->
                sightings.merge(
                        other,
                        new Sighting(beat, answered),
                        (seen, fresh) -> seen.beat() == beat ? seen : fresh));
        Map.copyOf(sightings)
                .forEach((other, seen) -> {
                    if (asked - seen.sinceNanos() >= SILENT_MAX.toNanos()) {
                        declareDead(other, seen.beat());
                    }
                });
        if (mayBeSomethingToTakeBack(asked, beats.keySet())) {
            takeBack();
            takenBack =
                    Optional.of(
                            new TakenBack(
                                    asked, node.incarnation(), Set.copyOf(sightings.keySet())));
        }
        return untilNextLook();
    }

    private Map<UUID, Long> beatsOfOthers() {
        if (!node.hasOthers()) {
            return Map.of();
        }
        try {
            return jdbi.withHandle(handle -> Nodes.othersThan(handle, node.incarnation()));
        } catch (RuntimeException e) {
            sightings.clear();
            throw e;
        }
    }

    /// What is leased was leased by somebody who lives, unless a life has ended since: that of
    /// somebody this node saw, or its own. Lives too short to be seen are found now and then.
    private boolean mayBeSomethingToTakeBack(long nanos, Set<UUID> others) {
        return takenBack
                .filter(last ->
                        last.incarnation().equals(node.incarnation())
                                && sightings.keySet().containsAll(last.others())
                                && others.containsAll(last.others())
                                && nanos - last.atNanos() < TAKE_BACK_EVERY.toNanos())
                .isEmpty();
    }

    /// To be called after each beat of this node.
    void beaten() {
        boolean hasOthers = node.hasOthers();
        if (hasOthers && !hadOthers) {
            newcomers.release();
        }
        hadOthers = hasOthers;
    }

    /// Waits for so long, or until a beat tells of others where there were none: the time of their
    /// silence begins when they are first looked at.
    void await(Duration time) throws InterruptedException {
        newcomers.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// To be called when a beat of this node failed.
    void beatFailed() {
        beatsFailed.set(true);
    }

    /// A second, or two while nobody else is there; or until the first of those seen will have been
    /// silent for too long, or something may be to take back again.
    private Duration untilNextLook() {
        long now = time.nanos().getAsLong();
        Duration usual = sightings.isEmpty() ? LOOK_ALONE_EVERY : LOOK_EVERY;
        Stream<Duration> silent =
                sightings.values().stream()
                        .map(seen -> SILENT_MAX.minusNanos(now - seen.sinceNanos()).plusMillis(1));
        Stream<Duration> again =
                takenBack.stream()
                        .map(last ->
                                TAKE_BACK_EVERY.minusNanos(now - last.atNanos()).plusMillis(1));
        return Stream.concat(silent, again)
                .filter(Duration::isPositive)
                .filter(left -> left.compareTo(usual) < 0)
                .min(Duration::compareTo)
                .orElse(usual);
    }

    private void declareDead(UUID other, long beat) {
        sightings.remove(other);
        if (jdbi.withHandle(handle -> Nodes.removeSilent(handle, other, beat))) {
            events.on(new EngineEvent.NodeDeclaredDead(other));
        }
    }

    private static Settled ended(Orphan orphan, Instant now) {
        if (orphan.departedAt().isPresent()) {
            return Settled.inDoubt(
                    orphan.lease(),
                    orphan.departedAt(),
                    now,
                    "its node died after it had departed");
        }
        int deaths = orphan.departedDeaths().orElse(0);
        return Suspects.isPoison(deaths)
                ? Settled.poison(
                        orphan.lease(),
                        orphan.claimedAt(),
                        now,
                        "its node died after it had departed, and with nothing else to send; so had %d nodes before"
                                .formatted(deaths - 1))
                : Settled.interrupted(
                        orphan.lease(),
                        orphan.claimedAt(),
                        now,
                        now,
                        deaths > 0 ? "its node died after it had departed" : "its node died");
    }

    private void takeBack() {
        List<Orphan> leases = jdbi.withHandle(handle -> Deliveries.leasedByNobody(handle, BATCH));
        while (!leases.isEmpty()) {
            Instant now = clock.instant();
            List<Settled> ended = leases.stream().map(orphan -> ended(orphan, now)).toList();
            Set<DeliveryId> departed =
                    leases.stream()
                            .filter(orphan -> orphan.departedDeaths().isPresent())
                            .map(orphan -> orphan.lease().id())
                            .collect(Collectors.toSet());
            List<Settled> settled = new ArrayList<>(ended);
            jdbi.useTransaction(handle -> {
                settled.removeAll(Deliveries.settle(handle, now, ended));
                Suspects.blame(
                        handle,
                        settled.stream()
                                .map(Settled::lease)
                                .filter(lease -> departed.contains(lease.id()))
                                .toList());
            });
            tookBack.run();
            events.on(new EngineEvent.DeliveriesReclaimed(settled.size()));
            for (Settled one : settled) {
                if (one.settlement() instanceof Settlement.Parked(String reason)) {
                    events.on(new EngineEvent.DeliveryParked(one.lease().id(), reason));
                }
            }
            leases = jdbi.withHandle(handle -> Deliveries.leasedByNobody(handle, BATCH));
        }
    }
}
