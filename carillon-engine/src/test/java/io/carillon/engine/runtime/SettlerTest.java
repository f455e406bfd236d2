package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SettlerTest {
    /// While it waits its loop cannot say that it works again, and the server is not ready.
    @Test
    void it_does_not_wait_for_ever_for_something_to_settle() {
        Settler settler =
                new Settler(
                        TestDatabase.databases().reference(),
                        new VirtualClock(Instant.parse("2027-06-15T08:00:00Z")),
                        new Leases(1),
                        _ -> {},
                        event -> {});

        CompletableFuture<Void> turn =
                CompletableFuture.runAsync(() -> {
                    try {
                        settler.settleNext();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });

        assertThat(turn).succeedsWithin(Duration.ofSeconds(10));
    }
}
