package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final Instant NOW = Instant.parse("2027-06-15T08:00:00Z");

    private final TokenBucket bucket = new TokenBucket(10, NOW);

    @Test
    void it_fills_at_its_rate_up_to_a_tenth_of_a_second() {
        bucket.take(1);

        assertThat(bucket.available(NOW)).isZero();
        assertThat(bucket.nextAt(NOW)).isEqualTo(NOW.plusMillis(100));
        assertThat(bucket.available(NOW.plusMillis(100))).isEqualTo(1);
        assertThat(bucket.available(NOW.plusSeconds(60))).isEqualTo(1);
    }

    @Test
    void a_clock_that_goes_back_by_an_hour_does_not_stop_it_for_an_hour() {
        Instant earlier = NOW.minusSeconds(3_600);
        bucket.take(1);

        assertThat(bucket.available(earlier)).isZero();
        assertThat(bucket.available(earlier.plusMillis(100))).isEqualTo(1);
    }
}
