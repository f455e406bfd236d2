package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzRelease;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/// Plans schedules anew batch by batch, each in a transaction of its own.
final class Replanning {
    private final Jdbi jdbi;
    private final TzInUse tz;
    private final DueClock clock;
    private final Wakeup wakeup;

    Replanning(Jdbi jdbi, TzInUse tz, DueClock clock, Wakeup wakeup) {
        this.jdbi = jdbi;
        this.tz = tz;
        this.clock = clock;
        this.wakeup = wakeup;
    }

    /// Finds the schedules of a batch, and locks them.
    interface Locking {
        List<Schedule> schedules(Handle handle);
    }

    ReplanBatch batch(Locking locking) {
        ReplanBatch batch =
                jdbi.inTransaction(handle -> {
                    List<Schedule> locked = locking.schedules(handle);
                    TzRelease release = tz.knowing(handle, locked);
                    return ReplanBatch.of(handle, release, locked, clock.instant());
                });
        batch.earliest().ifPresent(wakeup::wakeFor);
        return batch;
    }

    /// Reads candidates, while batches of them are planned anew. Opened apart: a handle taken from
    /// the thread would pull the batches into this transaction.
    void reading(HandleConsumer<RuntimeException> read) {
        try (Handle reading = jdbi.open()) {
            reading.useTransaction(inside -> {
                Schedules.letIdle(inside);
                read.useHandle(inside);
            });
        }
    }
}
