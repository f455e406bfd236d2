package io.carillon.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LookTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    @Test
    void it_is_what_a_look_says() {
        assertThat(new Look<>(() -> "well", Runnable::run, PATIENCE).take()).contains("well");
    }

    @Test
    void a_look_that_fails_says_nothing() {
        Look<String> look =
                new Look<>(
                        () -> {
                            throw new IllegalStateException("no database");
                        },
                        Runnable::run,
                        PATIENCE);

        assertThat(look.take()).isEmpty();
        assertThat(look.take()).isEmpty();
    }

    @Test
    void after_a_look_that_ends_by_an_error_the_next_one_is_begun() {
        AtomicBoolean first = new AtomicBoolean(true);
        Look<String> look =
                new Look<>(
                        () -> {
                            if (first.getAndSet(false)) {
                                throw new NoClassDefFoundError("x/Y");
                            }
                            return "well";
                        },
                        Runnable::run,
                        PATIENCE);

        assertThat(look.take()).isEmpty();
        assertThat(look.take()).contains("well");
    }

    @Test
    void after_a_look_for_which_there_was_no_thread_the_next_one_is_begun() {
        AtomicBoolean first = new AtomicBoolean(true);
        Look<String> look =
                new Look<>(
                        () -> "well",
                        task -> {
                            if (first.getAndSet(false)) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            task.run();
                        },
                        PATIENCE);

        assertThat(look.take()).isEmpty();
        assertThat(look.take()).contains("well");
    }

    @Test
    void a_look_that_hangs_says_nothing_and_is_not_begun_twice() {
        Deque<Runnable> looks = new ArrayDeque<>();
        Look<String> look = new Look<>(() -> "well", looks::add, PATIENCE);

        assertThat(look.take()).isEmpty();
        assertThat(look.take()).isEmpty();

        assertThat(looks).hasSize(1);
        looks.remove().run();
        assertThat(look.take()).isEmpty();
        assertThat(looks).hasSize(1);
    }
}
