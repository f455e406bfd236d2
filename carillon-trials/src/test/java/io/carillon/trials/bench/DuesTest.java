package io.carillon.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DuesTest {
    private static final Instant NINE = Instant.parse("2026-11-26T09:00:00Z");

    @Test
    void a_burst_is_due_together_at_the_next_whole_second() {
        Dues dues = Dues.bursts(5, NINE.plusMillis(300), 2, 4);

        assertThat(dues.of(5)).isEqualTo(NINE.plusSeconds(1));
        assertThat(dues.of(6)).isEqualTo(NINE.plusSeconds(1));
        assertThat(dues.of(7)).isEqualTo(NINE.plusSeconds(2));
        assertThat(dues.of(8)).isEqualTo(NINE.plusSeconds(2));
    }

    @Test
    void what_is_spread_is_due_at_whole_milliseconds() {
        Dues dues = Dues.over(0, NINE, Duration.ofMillis(4), 8);

        assertThat(dues.of(0)).isEqualTo(NINE);
        assertThat(dues.of(3)).isEqualTo(NINE.plusMillis(1));
        assertThat(dues.of(7)).isEqualTo(NINE.plusMillis(3));
    }
}
