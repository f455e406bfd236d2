package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    @Test
    void it_bites_when_the_time_is_over() throws Exception {
        CountDownLatch bitten = new CountDownLatch(1);
        try (Watchdog watchdog = new Watchdog()) {
            assertThat(watchdog.after(Duration.ofMillis(1), bitten::countDown)).isNotNull();

            assertThat(bitten.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void it_forgets_at_once_what_has_finished() {
        try (Watchdog watchdog = new Watchdog()) {
            for (int i = 0; i < 10_000; i++) {
                watchdog.after(Duration.ofHours(1), () -> {}).cancel(false);
            }

            assertThat(watchdog.size()).isZero();
        }
    }
}
