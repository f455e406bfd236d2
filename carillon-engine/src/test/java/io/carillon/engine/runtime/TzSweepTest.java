package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When a node looks for what nodes with an older tz database have planned.
class TzSweepTest {
    private static final Databases DATABASES = TestDatabase.open(TestDatabase.create("tz_sweeps"));

    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-26T12:00:00Z"));
    private final TzInUse tz =
            new TzInUse(
                    TzReleases.adopt(DATABASES.reference(), TzSnapshot.bundled(), clock.instant()));
    private final TzReplanner replanner =
            new TzReplanner(
                    DATABASES.reference(),
                    tz,
                    clock,
                    new Replanning(DATABASES.reference(), tz, clock, new Wakeup()),
                    _ -> {});

    @AfterEach
    void repair() {
        execute("ALTER TABLE IF EXISTS broken RENAME TO tz_release");
    }

    @Test
    void a_node_looks_when_it_starts_and_then_each_minute() {
        assertThat(replanner.untilSweep()).isZero();

        replanner.sweep();
        assertThat(replanner.untilSweep()).isEqualTo(Duration.ofMinutes(1));

        clock.advance(Duration.ofSeconds(59));
        assertThat(replanner.untilSweep()).isEqualTo(Duration.ofSeconds(1));

        clock.advance(Duration.ofMinutes(5));
        assertThat(replanner.untilSweep()).isZero();
    }

    @Test
    void a_look_that_failed_is_made_again_at_once() {
        replanner.sweep();
        clock.advance(Duration.ofMinutes(1));
        execute("ALTER TABLE tz_release RENAME TO broken");

        assertThatThrownBy(replanner::sweep).hasMessageContaining("tz_release");

        assertThat(replanner.untilSweep()).isZero();
        repair();
        replanner.sweep();
        assertThat(replanner.untilSweep()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_clock_that_is_set_back_by_an_hour_puts_the_next_look_off_by_a_minute_at_most() {
        replanner.sweep();

        clock.set(clock.instant().minus(Duration.ofHours(1)));

        assertThat(replanner.untilSweep()).isEqualTo(Duration.ofMinutes(1));
    }

    private static void execute(String sql) {
        DATABASES.reference().useHandle(handle -> handle.execute(sql));
    }
}
