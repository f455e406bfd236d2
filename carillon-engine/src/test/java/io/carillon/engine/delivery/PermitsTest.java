package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Permits.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PermitsTest {
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
