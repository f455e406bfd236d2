package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Attempt;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.WhenUnknown;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Weeks in which receivers misbehave, nodes are killed in the middle of a send and operators have
/// their hands in everything, at random: under `HOLD`.
class HandledPropertyTest {
    private static final Operation[] OPERATIONS = Operation.values();

    private final Databases databases = TestDatabase.empty();
    private final VirtualClock clock = new VirtualClock(Instant.parse("2027-06-14T00:00:00Z"));
    private final Map<DeliveryId, Integer> perhapsTaken = new HashMap<>();
    private final List<SubjectId> people = new ArrayList<>();
    private Machine machine = new Machine();

    static IntStream seeds() {
        return IntStream.range(0, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothing_is_taken_more_often_than_somebody_said_so(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Engine engine = node(random);
        engine.occasions()
                .change(
                        Occasion.BIRTHDAY,
                        it -> it.with(it.step().sending().with(WhenUnknown.HOLD)));
        people(engine, random);

        for (int i = 0; i < 40; i++) {
            engine = live(engine, random);
            meddle(engine, random);
        }

        List<Delivery> all = engine.views().deliveries(Optional.empty(), Optional.empty(), 250);
        assertThat(all).isNotEmpty();
        for (Delivery delivery : all) {
            List<Action> actions = engine.views().actions(delivery);
            long allowed =
                    1
                            + actions.stream()
                                    .filter(action ->
                                            action.kind() == Action.Kind.REPLAY
                                                    || action.kind() == Action.Kind.RESOLVE_RESEND)
                                    .count();
            assertThat(perhapsTaken.getOrDefault(delivery.id(), 0))
                    .as("%s: %s", delivery, actions)
                    .isLessThanOrEqualTo((int) allowed);
            assertThat(engine.views().history(delivery))
                    .extracting(Attempt::number)
                    .doesNotHaveDuplicates()
                    .isSorted();
            if (delivery.state() == DeliveryState.DELIVERED) {
                assertThat(
                                perhapsTaken.containsKey(delivery.id())
                                        || actions.stream()
                                                .anyMatch(action ->
                                                        action.kind() == Action.Kind.RESOLVE_SENT))
                        .as("%s: %s", delivery, actions)
                        .isTrue();
            }
        }
    }

    /// An hour or a day passes; whoever is killed in it is replaced and buried.
    private Engine live(Engine engine, SplittableRandom random) {
        Duration passing = Duration.ofMinutes(random.nextInt(1, 600));
        Instant end = clock.instant().plus(passing);
        Engine alive = engine;
        for (int kills = 0; kills < 50; kills++) {
            try {
                ringUntil(alive, end);
                return alive;
            } catch (Killed _) {
                machine = new Machine();
                alive = node(random);
                alive.beat();
                machine.passes(Duration.ofSeconds(8));
                alive.beat();
            }
        }
        return alive;
    }

    private void ringUntil(Engine engine, Instant end) {
        Optional<Instant> next = engine.nextDueAt();
        while (next.filter(end::isBefore).isEmpty() && next.isPresent()) {
            if (next.get().isAfter(clock.instant())) {
                clock.set(next.get());
            }
            engine.round();
            next = engine.nextDueAt();
        }
        clock.set(end);
    }

    private void meddle(Engine engine, SplittableRandom random) {
        List<Delivery> all = engine.views().deliveries(Optional.empty(), Optional.empty(), 250);
        if (!all.isEmpty()) {
            Delivery one = all.get(random.nextInt(all.size()));
            engine.deliveries()
                    .operate(
                            Selection.of(List.of(one.id())),
                            OPERATIONS[random.nextInt(OPERATIONS.length)],
                            new Action.Cause("somebody", "why not"));
        }
        if (random.nextInt(20) == 0) {
            engine.subjects().delete(people.get(random.nextInt(people.size())));
        }
    }

    private void people(Engine engine, SplittableRandom random) {
        for (int i = 0; i < 6; i++) {
            Profile profile =
                    new Profile(
                            random.nextBoolean() ? "Europe/London" : "Asia/Tokyo",
                            Map.of("dateOfBirth", "1990-06-" + (15 + random.nextInt(6))),
                            Map.of("firstName", "Ada", "lastName", "Lovelace"));
            people.add(
                    engine.subjects()
                            .create(new NewSubject("user", Optional.empty(), profile))
                            .id());
        }
    }

    private Engine node(SplittableRandom random) {
        return Engine.byHand(
                databases,
                TzSnapshot.bundled(),
                clock,
                machine.time(),
                EngineSettings.ofDefaults("node"),
                Map.of(Engine.WEBHOOK, dispatch -> receive(dispatch, random)));
    }

    private Outcome receive(Dispatch dispatch, SplittableRandom random) {
        if (!dispatch.lease().getAsBoolean()) {
            return new Outcome.Withheld();
        }
        return switch (random.nextInt(7)) {
            case 0 -> taken(dispatch, new Outcome.Accepted("HTTP 200"));
            case 1 -> taken(dispatch, new Outcome.Unknown("no answer"));
            case 2 -> {
                taken(dispatch, new Outcome.Unknown("killed"));
                throw new Killed();
            }
            case 3 -> throw new Killed();
            case 4 -> new Outcome.Refused("HTTP 422");
            default -> Outcome.Unavailable.because("HTTP 503");
        };
    }

    private Outcome taken(Dispatch dispatch, Outcome told) {
        perhapsTaken.merge(dispatch.id(), 1, Integer::sum);
        return told;
    }
}
