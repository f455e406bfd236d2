package io.carillon.engine.delivery;

import io.carillon.engine.DueClock;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.Schedules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The two lanes of what is due: what is due just now goes first, so that a backlog makes nobody
/// else late; the backlog gets the rest of each claim, and a quarter at least.
final class Lanes {
    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    private final DueClock clock;
    private final FreshLane fresh = new FreshLane();
    private final BacklogFloor floor = new BacklogFloor();

    Lanes(DueClock clock) {
        this.clock = clock;
    }

    /// What a claim at `now` has locked: of each lane, up to so many.
    record Locked(
            Instant now,
            List<Schedule> fresh,
            int freshMax,
            List<Schedule> backlog,
            int backlogMax) {
        List<Schedule> all() {
            List<Schedule> all = new ArrayList<>(fresh);
            all.addAll(backlog);
            return all;
        }
    }

    Locked lock(Handle handle, Instant now, int limit) {
        if (clock.isVirtual()) {
            Schedules.Window everything = new Schedules.Window(BEGINNING, now, true);
            return new Locked(
                    now, List.of(), 0, Schedules.lockDue(handle, everything, limit), limit);
        }
        Instant from = fresh.from(now);
        List<Schedule> dueNow =
                Schedules.lockDue(handle, new Schedules.Window(from, now, false), limit);
        int rest = Math.max(limit - dueNow.size(), limit / 4);
        List<Schedule> backlog =
                Schedules.lockDue(
                        handle, new Schedules.Window(floor.get(BEGINNING), from, false), rest);
        return new Locked(now, dueNow, limit, backlog, rest);
    }

    /// To be called when the claim is committed: its schedules have moved on to `moved`, and some
    /// of them, planned anew, may be due already.
    void committed(Locked locked, List<Schedule> moved) {
        if (locked.fresh().size() < locked.freshMax()) {
            fresh.emptied(locked.now());
        } else {
            lastDueAt(locked.fresh()).ifPresent(fresh::leftAt);
        }
        floor.passed(lastDueAt(locked.backlog()), locked.backlog().size() == locked.backlogMax());
        moved.stream()
                .filter(schedule -> schedule.parked().isEmpty())
                .flatMap(schedule -> schedule.cursor().due().stream())
                .map(Due::at)
                .filter(dueAt -> !dueAt.isAfter(locked.now()))
                .min(Instant::compareTo)
                .ifPresent(dueAt -> {
                    fresh.alsoFrom(dueAt, locked.now());
                    floor.isAbove(dueAt);
                });
    }

    private static Optional<Instant> lastDueAt(List<Schedule> schedules) {
        return schedules.isEmpty()
                ? Optional.empty()
                : schedules.getLast().cursor().due().map(Due::at);
    }
}
