package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshLaneTest {
    private static final Instant NOW = Instant.parse("2027-06-15T08:00:00Z");

    private final FreshLane lane = new FreshLane();

    @Test
    void it_begins_a_moment_ago() {
        assertThat(lane.from(NOW)).isEqualTo(NOW.minusMillis(500));
    }

    @Test
    void what_came_due_while_there_was_no_room_is_still_in_it() {
        lane.from(NOW);
        lane.emptied(NOW);

        assertThat(lane.from(NOW.plusSeconds(10))).isEqualTo(NOW.minusMillis(500));
    }

    @Test
    void it_goes_on_where_it_was_left_also_with_what_is_due_at_that_very_instant() {
        lane.from(NOW.plusSeconds(10));
        lane.leftAt(NOW);

        assertThat(lane.from(NOW.plusSeconds(11))).isBefore(NOW).isAfter(NOW.minusMillis(1));
    }

    @Test
    void it_is_short_again_once_it_was_emptied() {
        lane.from(NOW);
        lane.leftAt(NOW);
        lane.emptied(NOW.plusSeconds(30));

        assertThat(lane.from(NOW.plusSeconds(30))).isEqualTo(NOW.plusMillis(29_500));
    }

    @Test
    void what_is_left_longer_than_a_minute_is_backlog_like_any_other() {
        lane.from(NOW);
        lane.leftAt(NOW);

        assertThat(lane.from(NOW.plusSeconds(90))).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void a_clock_that_was_put_back_does_not_make_it_begin_in_the_future() {
        lane.emptied(NOW);

        assertThat(lane.from(NOW.minusSeconds(5))).isEqualTo(NOW.minusMillis(5_500));
    }
}
