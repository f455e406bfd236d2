package io.carillon.trials.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.trials.history.Event.ClockStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseTimeTest {
    private static final Instant FORWARD = Instant.parse("2026-11-25T07:00:00Z");
    private static final Instant BACK = FORWARD.plusSeconds(60);

    private final DatabaseTime right = new DatabaseTime(List.of());
    private final DatabaseTime stepped =
            new DatabaseTime(
                    List.of(
                            step(FORWARD, Duration.ofSeconds(8)),
                            step(BACK, Duration.ofSeconds(3))));

    @Test
    void a_clock_that_nobody_touched_is_right() {
        assertThat(right.at(FORWARD)).isEqualTo(FORWARD);
        assertThat(right.latestBy(FORWARD)).isEqualTo(FORWARD);
        assertThat(right.lastShowing(FORWARD)).isEqualTo(FORWARD);
    }

    @Test
    void each_step_holds_until_the_next_one() {
        assertThat(stepped.at(FORWARD.minusMillis(1))).isEqualTo(FORWARD.minusMillis(1));
        assertThat(stepped.at(FORWARD)).isEqualTo(FORWARD.plusSeconds(8));
        assertThat(stepped.at(BACK)).isEqualTo(BACK.plusSeconds(3));
    }

    @Test
    void what_it_had_shown_before_it_was_put_back_it_has_shown() {
        assertThat(stepped.latestBy(BACK.plusSeconds(1))).isEqualTo(BACK.plusSeconds(8));
        assertThat(stepped.latestBy(BACK.plusSeconds(6))).isEqualTo(BACK.plusSeconds(9));
        assertThat(stepped.latestBy(FORWARD.plusSeconds(1))).isEqualTo(FORWARD.plusSeconds(9));
    }

    @Test
    void what_it_showed_twice_it_showed_last_after_it_was_put_back() {
        assertThat(stepped.lastShowing(BACK.plusSeconds(5))).isEqualTo(BACK.plusSeconds(2));
        assertThat(stepped.lastShowing(BACK.plusSeconds(2))).isEqualTo(BACK.minusSeconds(6));
    }

    @Test
    void what_it_was_put_forward_past_it_showed_at_that_step() {
        assertThat(stepped.lastShowing(FORWARD.plusSeconds(5))).isEqualTo(FORWARD);
        assertThat(stepped.lastShowing(FORWARD.minusSeconds(1))).isEqualTo(FORWARD.minusSeconds(1));
    }

    @Test
    void of_a_moment_in_which_it_was_being_set_the_later_is_taken() {
        ClockStep slow =
                new ClockStep(
                        BACK, BACK.plusSeconds(1), ClockStep.DATABASE, Duration.ofSeconds(-9));
        DatabaseTime vague = new DatabaseTime(List.of(slow));

        assertThat(vague.latestBy(BACK.plusSeconds(5))).isEqualTo(BACK.plusSeconds(1));
        assertThat(vague.lastShowing(BACK.minusSeconds(9))).isEqualTo(BACK);
        assertThat(vague.lastShowing(BACK.plusMillis(1))).isEqualTo(BACK.plusMillis(9_001));
    }

    private static ClockStep step(Instant at, Duration ahead) {
        return new ClockStep(at, at, ClockStep.DATABASE, ahead);
    }
}
