package io.carillon.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class HandledTest {
    private static final Instant DUE = Instant.parse("2026-11-26T09:00:00Z");

    private final Handled handled =
            new Handled(
                    new Dues(10, DUE, Duration.ofMillis(1), 1, 4),
                    InstantSource.fixed(DUE.plusMillis(7)));

    @Test
    void who_was_not_handled_is_lost_and_who_was_twice_is_told() {
        handled.handle(10);
        handled.handle(12);
        handled.handle(12);

        assertThat(handled.lost()).isEqualTo(2);
        assertThat(handled.twice()).isEqualTo(1);
    }

    @Test
    void one_of_the_warm_up_that_comes_again_was_handled_twice() {
        handled.handle(9);

        assertThat(handled.twice()).isEqualTo(1);
        assertThat(handled.isShort()).isTrue();
    }

    @Test
    void of_those_that_no_figures_tell_of_each_must_be_handled_once() {
        for (int number = 10; number < 14; number++) {
            handled.handle(number);
        }
        handled.check();

        handled.handle(11);

        assertThatThrownBy(handled::check)
                .hasMessage("of those that are not counted 0 were lost and 1 handled twice");
    }

    @Test
    void each_is_late_from_its_own_instant_on() {
        for (int number = 10; number < 14; number++) {
            handled.handle(number);
        }

        assertThat(handled.lateness().percentile(0)).isEqualTo(4);
        assertThat(handled.lateness().percentile(0.5)).isEqualTo(5);
        assertThat(handled.lateness().percentile(1)).isEqualTo(7);
    }

    @Test
    void the_least_late_is_looked_for_among_those_before_as_well_if_there_are_any() {
        Handled nobody =
                new Handled(
                        new Dues(10, DUE, Duration.ofMillis(1), 1, 0),
                        InstantSource.fixed(DUE.plusMillis(7)));
        Handled early =
                new Handled(
                        new Dues(0, DUE, Duration.ofMillis(1), 1, 1),
                        InstantSource.fixed(DUE.minusMillis(2)));
        early.handle(0);
        for (int number = 10; number < 14; number++) {
            handled.handle(number);
        }

        assertThat(Work.leastLate(nobody, handled)).isEqualTo(4);
        assertThat(Work.leastLate(early, handled)).isEqualTo(-2);
    }
}
