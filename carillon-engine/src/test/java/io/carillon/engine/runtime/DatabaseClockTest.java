package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant READING = Instant.parse("2027-06-15T08:00:00Z");

    private final AtomicLong nanos = new AtomicLong(42);
    private final DatabaseClock clock = new DatabaseClock(nanos::get);

    @Test
    void before_the_first_reading_nothing_is_due() {
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void a_reading_is_held_to_be_as_old_as_its_answer_so_the_clock_is_never_ahead() {
        long asked = nanos.get();
        passes(Duration.ofMillis(4));

        clock.observe(asked, READING);
        passes(Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(READING.plusSeconds(3));
    }

    @Test
    void a_slow_answer_does_not_replace_a_quick_one_of_just_before() {
        clock.observe(nanos.get(), READING);
        long asked = nanos.get();
        passes(Duration.ofMillis(900));

        clock.observe(asked, READING);

        assertThat(clock.instant()).isEqualTo(READING.plusMillis(900));
    }

    @Test
    void a_slow_answer_is_better_than_an_old_one() {
        clock.observe(nanos.get(), READING);
        passes(Duration.ofSeconds(11));
        long asked = nanos.get();
        passes(Duration.ofMillis(900));

        clock.observe(asked, READING.plusSeconds(20));

        assertThat(clock.instant()).isEqualTo(READING.plusSeconds(20));
    }

    @Test
    void a_slow_answer_counts_when_this_clock_stood_still_with_its_machine() {
        clock.observe(nanos.get(), READING);
        long asked = nanos.get();
        passes(Duration.ofMillis(900));

        clock.observe(asked, READING.plusSeconds(3_600));

        assertThat(clock.instant()).isEqualTo(READING.plusSeconds(3_600));
    }

    @Test
    void a_slow_answer_counts_when_the_database_was_set_back() {
        clock.observe(nanos.get(), READING);
        long asked = nanos.get();
        passes(Duration.ofMillis(900));

        clock.observe(asked, READING.minusSeconds(2));

        assertThat(clock.instant()).isEqualTo(READING.minusSeconds(2));
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
