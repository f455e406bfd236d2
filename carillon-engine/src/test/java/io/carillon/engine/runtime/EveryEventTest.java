package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.DeliveryState.Event;
import io.carillon.engine.delivery.Doubts;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Settlement;
import io.carillon.engine.delivery.WaitingDeliveries;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Deliveries in the database to which one thing after another happens, drawn at random, until
/// everything has happened in every state: what the statements make of each is what [DeliveryState]
/// says.
class EveryEventTest {
    private static final int LIFE = 12;
    private static final int STEPS_MAX = 10_000;
    private static final long SEED = 1;

    private final Town town = Town.at("2027-06-15T00:00:00Z");
    private final Jdbi jdbi = town.databases.reference();
    private final Claims claims = new Claims(jdbi, tz(), town.clock, _ -> {});
    private final UUID node =
            jdbi.withHandle(handle ->
                    handle.select("SELECT incarnation FROM node").mapTo(UUID.class).one());
    private final List<Happening> happenings = happenings();
    private final Map<DeliveryState, Map<Happening, Integer>> happened = new HashMap<>();

    /// Something that can happen to a delivery: which event it is, or none if it must change
    /// nothing; and how it is done.
    private record Happening(
            String name, Function<Stored, Optional<Event>> event, Consumer<Stored> does) {}

    @Test
    void whatever_happens_in_whatever_state_ends_as_the_pure_function_says() {
        Random random = new Random(SEED);
        Stored delivery = begin(random);
        int steps = 0;
        while (!everythingHappened()) {
            assertThat(++steps).as("%s", happened).isLessThan(STEPS_MAX);
            delivery = steps % LIFE == 0 ? begin(random) : step(delivery, random);
        }
    }

    private Stored step(Stored before, Random random) {
        List<Happening> drawn = new ArrayList<>(happenings);
        Collections.shuffle(drawn, random);
        Map<Happening, Integer> counts =
                happened.computeIfAbsent(before.state(), _ -> new HashMap<>());
        Happening next =
                Collections.min(drawn, Comparator.comparing(it -> counts.getOrDefault(it, 0)));
        counts.merge(next, 1, Integer::sum);
        DeliveryState expected =
                next.event().apply(before).flatMap(before.state()::after).orElse(before.state());

        next.does().accept(before);

        Stored after = Stored.read(jdbi, before.id());
        assertThat(after.state()).as("%s: %s", next.name(), before).isEqualTo(expected);
        assertThat(after.attemptsMade())
                .as("%s: %s, then %s", next.name(), before, after)
                .isBetween(before.attemptsMade(), before.attemptsMade() + 1);
        assertThat(after.settled()).as("%s: %s", next.name(), before).isEqualTo(!isOpen(after));
        assertThat(after.history()).isGreaterThanOrEqualTo(before.history());
        assertThat(after.fence().number()).isGreaterThanOrEqualTo(before.fence().number());
        return after;
    }

    private static boolean isOpen(Stored delivery) {
        return switch (delivery.state()) {
            case PENDING, RETRYING, SENDING -> true;
            default -> false;
        };
    }

    private boolean everythingHappened() {
        return happened.size() == DeliveryState.values().length
                && happened.values().stream()
                        .allMatch(counts -> counts.size() == happenings.size());
    }

    private List<Happening> happenings() {
        List<Happening> all = new ArrayList<>();
        all.add(new Happening("claimed", this::claimed, this::claim));
        all.add(
                new Happening(
                        "expired", it -> Optional.of(new Event.Expired(it.tried())), this::expire));
        all.add(
                new Happening(
                        "subject deleted",
                        _ -> Optional.of(new Event.SubjectDeleted()),
                        it -> town.engine.subjects().delete(it.subject())));
        for (Operation operation : Operation.values()) {
            all.add(
                    new Happening(
                            operation.name(),
                            it -> operated(operation, it),
                            it -> town.operate(operation, it.id())));
        }
        for (Function<Lease, Settled> end : endings()) {
            all.add(
                    new Happening(
                            "ended " + all.size(),
                            it -> ended(end, it),
                            it -> settle(end.apply(it.lease(it.fence())))));
        }
        Function<Lease, Settled> accepted = endings().getFirst();
        all.add(
                new Happening(
                        "ended under the lease before",
                        _ -> Optional.empty(),
                        it -> {
                            Fence fence =
                                    new Fence(it.fence().incarnation(), it.fence().number() - 1);
                            settle(accepted.apply(it.lease(fence)));
                        }));
        all.add(
                new Happening(
                        "ended by another life",
                        _ -> Optional.empty(),
                        it -> {
                            Fence fence = new Fence(UUID.randomUUID(), it.fence().number());
                            settle(accepted.apply(it.lease(fence)));
                        }));
        return all;
    }

    /// All that can come of an attempt.
    private List<Function<Lease, Settled>> endings() {
        return List.of(
                lease -> answered(lease, "accepted", new Settlement.Delivered("HTTP 200")),
                lease ->
                        answered(
                                lease,
                                "unavailable",
                                new Settlement.RetryAt(now().plusSeconds(1), "")),
                lease -> answered(lease, "gone", new Settlement.Waits("HTTP 410")),
                lease -> answered(lease, "refused", new Settlement.Failed("HTTP 422")),
                lease -> answered(lease, "unknown", new Settlement.InDoubt("no answer", false)),
                lease -> Settled.inDoubt(lease, Optional.empty(), now(), "its node died"),
                lease ->
                        Settled.interrupted(lease, Optional.empty(), now(), now(), "its node died"),
                lease -> Settled.released(lease, now()),
                lease ->
                        new Settled(
                                lease,
                                Optional.empty(),
                                now(),
                                Optional.empty(),
                                new Settlement.Parked("it cannot be rendered")));
    }

    private Settled answered(Lease lease, String outcome, Settlement settlement) {
        return new Settled(lease, Optional.of(now()), now(), Optional.of(outcome), settlement);
    }

    /// Of what is in doubt, an outcome that is known counts. Whoever is deleted gets nothing more.
    private static Optional<Event> ended(Function<Lease, Settled> end, Stored it) {
        Settled settled = end.apply(it.lease(it.fence()));
        Settlement settlement =
                it.subjectLives() || settled.settlement() instanceof Settlement.Delivered
                        ? settled.settlement()
                        : new Settlement.Cancelled("its subject was deleted");
        boolean known = !settled.outcome().equals(Optional.of("unknown"));
        return Optional.of(
                it.state() == DeliveryState.IN_DOUBT && known
                        ? new Event.Known(settlement)
                        : new Event.Ended(settlement));
    }

    private static Optional<Event> operated(Operation operation, Stored it) {
        boolean forgotten = !it.remembers() || !it.subjectLives();
        return switch (operation) {
            case REPLAY ->
                    Optional.<Event>of(new Event.Replayed(it.tried())).filter(_ -> !forgotten);
            case RESOLVE_RESEND ->
                    Optional.<Event>of(new Event.Resolved(false)).filter(_ -> !forgotten);
            case RESOLVE_SENT -> Optional.of(new Event.Resolved(true));
            case CANCEL -> Optional.of(new Event.Cancelled());
        };
    }

    private Optional<Event> claimed(Stored it) {
        return Optional.of(
                it.expiresAt().isBefore(claimedAt(it))
                        ? new Event.Expired(it.tried())
                        : new Event.Claimed());
    }

    private Instant claimedAt(Stored it) {
        return it.nextAttemptAt().filter(now()::isBefore).orElse(now());
    }

    private void claim(Stored it) {
        town.clock.set(claimedAt(it));
        claims.waiting(node, claims.look(), room(1_000));
    }

    private void expire(Stored it) {
        if (!it.expiresAt().isBefore(now())) {
            town.clock.set(it.expiresAt().plusSeconds(1));
        }
        jdbi.useHandle(handle -> WaitingDeliveries.settleExpired(handle, now(), 1_000));
    }

    private void settle(Settled settled) {
        jdbi.useTransaction(handle -> Doubts.settle(handle, now(), List.of(settled)));
    }

    /// Somebody new, whose delivery is sent at once, or waits, or is missed.
    private Stored begin(Random random) {
        LocalDate day = now().atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
        SubjectId subject = town.person("1990-" + day.toString().substring(5), "Europe/London");
        Instant due = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        town.clock.set(random.nextInt(5) == 0 ? due.plus(Duration.ofDays(3)) : due);
        claims.due(node, 1_000, room(random.nextInt(3) == 0 ? 0 : 1_000));
        return Stored.first(jdbi, subject);
    }

    private Instant now() {
        return town.clock.instant();
    }

    private static Permits room(int free) {
        return new Permits(free, Map.of(Engine.WEBHOOK, free));
    }

    private TzInUse tz() {
        return new TzInUse(TzReleases.adopt(jdbi, TzSnapshot.bundled(), now()));
    }
}
