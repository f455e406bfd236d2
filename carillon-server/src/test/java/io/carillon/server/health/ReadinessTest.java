package io.carillon.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    @Test
    void it_is_what_a_look_says() {
        assertThat(new Readiness(() -> true, Runnable::run, PATIENCE).isReady()).isTrue();
        assertThat(new Readiness(() -> false, Runnable::run, PATIENCE).isReady()).isFalse();
    }

    @Test
    void a_look_that_fails_is_not_ready() {
        Readiness readiness =
                new Readiness(
                        () -> {
                            throw new IllegalStateException("no database");
                        },
                        Runnable::run,
                        PATIENCE);

        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.isReady()).isFalse();
    }

    @Test
    void a_look_that_hangs_is_not_ready_and_is_not_begun_twice() {
        Deque<Runnable> looks = new ArrayDeque<>();
        Readiness readiness = new Readiness(() -> true, looks::add, PATIENCE);

        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.isReady()).isFalse();

        assertThat(looks).hasSize(1);
        looks.remove().run();
        assertThat(readiness.isReady()).isFalse();
        assertThat(looks).hasSize(1);
    }
}
