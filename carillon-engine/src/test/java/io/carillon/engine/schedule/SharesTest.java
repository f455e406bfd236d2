package io.carillon.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.schedule.Shares.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final int CROWD = 1;
    private static final Instant NINE = Instant.parse("2027-06-15T09:00:00Z");

    @Test
    void one_other_tenant_gets_all_there_is_for_others() {
        assertThat(Shares.of(List.of(at(0, 2)), CROWD, 25)).isEqualTo(Map.of(at(0, 2), 25));
    }

    @Test
    void the_crowd_gets_nothing_more_at_later_instants_either() {
        assertThat(Shares.of(List.of(at(0, 2), at(1, CROWD), at(1, 3)), CROWD, 24))
                .isEqualTo(Map.of(at(0, 2), 12, at(1, 3), 12));
        assertThat(Shares.of(List.of(at(1, CROWD)), CROWD, 24)).isEmpty();
    }

    @Test
    void whoever_is_due_at_many_instants_gets_no_more_than_who_is_due_at_one() {
        List<Place> behind =
                IntStream.rangeClosed(1, 5)
                        .boxed()
                        .flatMap(second ->
                                second == 1
                                        ? IntStream.of(2, 3).mapToObj(tenant -> at(1, tenant))
                                        : IntStream.of(2).mapToObj(tenant -> at(second, tenant)))
                        .toList();

        Map<Place, Integer> shares = Shares.of(behind, CROWD, 20);

        assertThat(shares).hasSize(6).containsEntry(at(1, 3), 10).containsEntry(at(5, 2), 2);
    }

    @Test
    void never_more_than_there_is_is_given_away() {
        List<Place> behind = IntStream.range(0, 64).mapToObj(i -> at(i / 8, 2 + i % 8)).toList();

        for (int limit = 1; limit <= 300; limit++) {
            Map<Place, Integer> shares = Shares.of(behind, CROWD, limit);

            assertThat(shares.values()).allMatch(share -> share > 0);
            assertThat(shares.values().stream().mapToInt(Integer::intValue).sum())
                    .isBetween(1, limit);
        }
    }

    private static Place at(int second, int tenant) {
        return new Place(NINE.plusSeconds(second), tenant);
    }
}
