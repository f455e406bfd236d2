package io.carillon.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StretchesTest {
    private final Stretches stretches = new Stretches();

    @Test
    void the_first_stretch_only_warms_up() {
        add(30, false, 90, 0);
        add(60, false, 2, 0);
        add(90, true, 3, 0);
        add(120, false, 2, 0);

        assertThat(stretches.figures())
                .containsEntry("claim p50 ms, before", 2.0)
                .containsEntry(Soak.HELD_CLAIMS, 1.5);
    }

    @Test
    void it_is_as_before_when_its_dead_rows_are_gone_and_its_claims_are_fast_again() {
        add(30, false, 2, 100);
        add(60, false, 2, 100);
        add(90, true, 9, 5_000);
        add(120, false, 9, 100);
        add(150, false, 2, 5_000);
        add(180, false, 2, 100);

        assertThat(stretches.secondsUntilAsBefore()).isEqualTo(90);
    }

    @Test
    void one_stretch_as_before_among_others_is_no_return() {
        add(30, false, 2, 100);
        add(60, false, 2, 100);
        add(90, true, 9, 5_000);
        add(120, false, 2, 100);
        add(150, false, 9, 100);
        add(180, false, 2, 100);
        add(210, false, 2, 100);
        add(240, false, 2, 100);
        add(270, false, 9, 100);

        assertThat(stretches.secondsUntilAsBefore()).isEqualTo(90);
    }

    @Test
    void claims_that_become_slow_while_a_transaction_is_held_are_told_by_the_last_of_them() {
        add(30, false, 2, 0);
        add(60, false, 2, 0);
        for (int i = 3; i < 13; i++) {
            add(30L * i, true, 2, 0);
        }
        for (int i = 13; i < 18; i++) {
            add(30L * i, true, 8, 0);
        }
        add(540, false, 2, 0);

        assertThat(stretches.figures()).containsEntry(Soak.HELD_CLAIMS, 4.0);
    }

    @Test
    void what_never_is_as_before_counts_to_the_end() {
        add(30, false, 2, 100);
        add(60, false, 2, 100);
        add(90, true, 9, 5_000);
        add(120, false, 9, 5_000);

        assertThat(stretches.secondsUntilAsBefore()).isEqualTo(30);
    }

    private void add(long end, boolean held, double claimP50, long dead) {
        stretches.add(new Stretch(end, held, 500, 1, 5, claimP50, dead, 1, 1));
    }
}
