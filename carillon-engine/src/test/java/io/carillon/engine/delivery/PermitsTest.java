package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.Slot;
import io.carillon.engine.delivery.Permits.Line;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private static final Instant DUE = Instant.parse("2026-06-15T08:00:00Z");
    private static final Line CROWD = new Line(1, 1);
    private static final Line NEIGHBOUR = new Line(2, 2);

    @Test
    void a_crowd_of_one_tenant_leaves_another_its_turns() {
        List<Line> wanted = new ArrayList<>(Collections.nCopies(90, CROWD));
        wanted.addAll(Collections.nCopies(10, NEIGHBOUR));

        Set<Integer> allotted = new Permits(40, Map.of(1, 1_000, 2, 1_000)).allot(wanted);

        assertThat(allotted).hasSize(40);
        assertThat(allotted.stream().filter(place -> place >= 90)).hasSize(10);
        assertThat(allotted.stream().filter(place -> place < 90))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 30).boxed().toList());
    }

    @Test
    void what_one_endpoint_cannot_take_another_gets() {
        List<Line> wanted = new ArrayList<>(Collections.nCopies(90, CROWD));
        wanted.addAll(Collections.nCopies(90, NEIGHBOUR));

        assertThat(new Permits(100, Map.of(1, 5, 2, 1_000)).allot(wanted)).hasSize(95);
    }

    @Test
    void waiting_endpoints_share_what_there_is() {
        Permits permits = new Permits(100, Map.of(1, 1_000, 2, 30));

        assertThat(permits.among(List.of(CROWD, NEIGHBOUR)))
                .isEqualTo(Map.of(CROWD, 70, NEIGHBOUR, 30));
        assertThat(permits.among(List.of())).isEmpty();
    }

    @Test
    void claims_at_the_same_time_lease_together_what_one_may() {
        SharedPermits shared = new SharedPermits(new Permits(70, Map.of(1, 50, 2, 30)));
        List<Line> crowd = Collections.nCopies(40, CROWD);
        List<Line> neighbours = Collections.nCopies(40, NEIGHBOUR);

        assertThat(shared.allot(crowd)).hasSize(40);
        assertThat(shared.allot(crowd)).hasSize(10);
        assertThat(shared.allot(neighbours)).hasSize(20);
        assertThat(shared.allot(neighbours)).isEmpty();
    }

    @Test
    void what_a_failed_claim_had_taken_is_there_again() {
        SharedPermits shared = new SharedPermits(new Permits(3, Map.of(1, 3)));
        List<Materialised> wanted = made(5);

        assertThatThrownBy(() ->
                        shared.among(
                                wanted,
                                permitted -> {
                                    assertThat(sending(permitted)).isEqualTo(3);
                                    throw new IllegalStateException("the row is there already");
                                }))
                .hasMessageContaining("there already");

        assertThat(sending(shared.among(wanted, _ -> {}))).isEqualTo(3);
        assertThat(sending(shared.among(wanted, _ -> {}))).isZero();
    }

    @Test
    void many_claims_at_the_same_time_of_which_some_fail_take_together_what_there_is() {
        SharedPermits shared = new SharedPermits(new Permits(500, Map.of(1, 450)));
        AtomicInteger taken = new AtomicInteger();

        List<Materialised> two = made(2);
        List<Thread> claims =
                IntStream.range(0, 8)
                        .mapToObj(_ ->
                                Thread.ofVirtual()
                                        .start(() -> {
                                            for (int claim = 0; claim < 100; claim++) {
                                                claim(shared, two, claim % 3 == 0, taken);
                                            }
                                        }))
                        .toList();
        claims.forEach(PermitsTest::join);

        assertThat(taken).hasValue(450);
    }

    private static void claim(
            SharedPermits shared, List<Materialised> wanted, boolean fails, AtomicInteger taken) {
        try {
            List<Materialised> made =
                    shared.among(
                            wanted,
                            _ -> {
                                if (fails) {
                                    throw new IllegalStateException("refused");
                                }
                            });
            taken.addAndGet((int) sending(made));
        } catch (IllegalStateException _) {
            assertThat(fails).isTrue();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Materialised> made(int count) {
        Turn.Decided decided =
                new Turn.Decided(
                        new Due("2026", DUE, Optional.empty(), Due.Standing.REGULAR),
                        new Turn.Verdict.Send(Duration.ZERO, false),
                        Optional.empty());
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    SubjectId subject = SubjectId.create(new Slot(i), DUE, new Random(i));
                    ScheduleKey key = new ScheduleKey(1, subject, 1, "greet");
                    DeliveryId id = DeliveryId.of(key, "2026", LocalDate.EPOCH);
                    return new Materialised(
                            id, key, decided, 1, 1, DeliveryState.SENDING, Map.of());
                })
                .toList();
    }

    private static long sending(List<Materialised> made) {
        return made.stream().filter(one -> one.state() == DeliveryState.SENDING).count();
    }

    private static Map<Integer, Integer> byPlace(List<Integer> list) {
        return IntStream.range(0, list.size()).boxed().collect(Collectors.toMap(i -> i, list::get));
    }

    @Property
    void nobody_gets_more_than_is_free_and_nothing_is_left_that_somebody_could_have_had(
            @ForAll @IntRange(max = 60) int total,
            @ForAll @Size(5) List<@IntRange(max = 20) Integer> free,
            @ForAll @Size(max = 80) List<@IntRange(max = 5) Integer> endpoints) {
        Map<Integer, Integer> room = byPlace(free);
        List<Line> wanted = endpoints.stream().map(e -> new Line(e % 2, e)).toList();

        Set<Integer> allotted = new Permits(total, room).allot(wanted);

        assertThat(allotted).hasSizeLessThanOrEqualTo(total);
        int possible = 0;
        for (int endpoint = 0; endpoint <= 5; endpoint++) {
            int of = endpoint;
            long got = allotted.stream().filter(place -> endpoints.get(place) == of).count();
            long asked = endpoints.stream().filter(e -> e == of).count();
            assertThat(got).isLessThanOrEqualTo(room.getOrDefault(of, 0));
            possible += (int) Math.min(asked, room.getOrDefault(of, 0));
        }
        assertThat(allotted).hasSize(Math.min(total, possible));
    }
}
