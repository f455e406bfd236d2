package io.carillon.engine.schedule;

import io.carillon.calendar.TzSnapshot;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/// The tz release that this process plans by now. It can be replaced at any time; whoever plans
/// asks once for each transaction.
public final class TzInUse {
    private final AtomicReference<TzRelease> release;

    public TzInUse(TzRelease release) {
        this.release = new AtomicReference<>(release);
    }

    public TzRelease get() {
        return release.get();
    }

    public TzSnapshot snapshot() {
        return release.get().snapshot();
    }

    public void replace(TzRelease next) {
        release.set(next);
    }

    /// The release, knowing also what other nodes may have adopted lately: it looks again when it
    /// does not know one of the releases that made these plans.
    public TzRelease knowing(Handle handle, Collection<Schedule> planned) {
        TzRelease now = release.get();
        boolean knowsAll =
                planned.stream().map(schedule -> schedule.stamp().tzdb()).allMatch(now::knows);
        return knowsAll ? now : refreshed(handle);
    }

    /// The release, knowing all that have planned here until now.
    public TzRelease refreshed(Handle handle) {
        TzRelease before = release.get();
        TzRelease now = TzReleases.load(handle, before.snapshot(), before.name());
        // Replaced meanwhile, the next one has looked by itself.
        release.compareAndSet(before, now);
        return now;
    }
}
