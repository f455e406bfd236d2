package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ReplanningTest {
    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-26T12:00:00Z"));
    private final TzInUse tz =
            new TzInUse(TzReleases.adopt(jdbi, TzSnapshot.bundled(), clock.instant()));
    private final Replanning replanning = new Replanning(jdbi, tz, clock, new Wakeup());

    /// A batch may wait for rows that others hold for longer than a transaction may be idle.
    @Test
    void what_is_read_while_batches_are_planned_may_idle_for_longer_than_others() {
        List<String> may = new ArrayList<>();

        replanning.reading(handle -> may.add(idleMax(handle)));
        jdbi.useTransaction(handle -> may.add(idleMax(handle)));

        assertThat(may).containsExactly("1min", "5s");
    }

    private static String idleMax(Handle handle) {
        return handle.select("SHOW idle_in_transaction_session_timeout").mapTo(String.class).one();
    }
}
