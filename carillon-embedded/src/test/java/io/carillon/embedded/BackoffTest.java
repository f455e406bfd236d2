package io.carillon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pauses_double_from_half_a_second_to_half_a_minute() {
        assertThat(Stream.iterate(Backoff.first(), Backoff::longer).limit(9).map(Backoff::pause))
                .extracting(Duration::toMillis)
                .containsExactly(
                        500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }
}
