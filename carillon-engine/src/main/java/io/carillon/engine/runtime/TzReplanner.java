package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.ChangedZones;
import io.carillon.engine.schedule.ChangedZones.Locked;
import io.carillon.engine.schedule.ChangedZones.Stretch;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.Schedules.Window;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzMoves;
import io.carillon.engine.schedule.TzRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// Plans those schedules anew whose zones another tz release sees otherwise, and no others: those
/// that were or will be due about now first, then all of them from end to end of the table.
///
/// Each batch is a transaction of its own that locks its rows, looks again whether they are stale,
/// and writes down who moved. So it can stop anywhere: what is stale says so itself, and what was
/// planned by this release or a newer one is left as it is. What is written meanwhile may move to
/// where the walk has been: if an older release planned it, the sweep finds it.
///
/// A node with an older release goes on planning by it. So each [#SWEEP_EVERY] what is due within
/// [#SWEEP_WITHIN] is looked through for plans of older releases.
final class TzReplanner {
    static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    static final Duration SWEEP_WITHIN = Duration.ofDays(2);

    private static final int BATCH = 1_000;

    /// How long it can be read who moved.
    private static final Duration MOVES_KEPT = Duration.ofDays(400);

    private final Jdbi jdbi;
    private final TzInUse tz;
    private final DueClock clock;
    private final Replanning replanning;
    private final EngineEvent.Listener events;
    private Instant sweptAt = Instant.MIN;

    TzReplanner(
            Jdbi jdbi,
            TzInUse tz,
            DueClock clock,
            Replanning replanning,
            EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.tz = tz;
        this.clock = clock;
        this.replanning = replanning;
        this.events = events;
    }

    /// Does all there is to do.
    void run() {
        Tally tally = new Tally();
        TzRelease release = jdbi.inTransaction(tz::refreshed);
        Set<Integer> tenants = tenants();
        eachSoon(
                tenants, release, clock.instant(), candidates -> doThoseDueSoon(candidates, tally));
        walk(tenants, tally);
        tally.tell(tz.get(), events);
        forgetOldMoves();
    }

    /// Looks through what is due soon, and through what is parked, for plans of older releases.
    void sweep() {
        TzRelease release = jdbi.inTransaction(tz::refreshed);
        Instant now = clock.instant();
        if (!release.stale().isEmpty()) {
            sweep(release, now);
        }
        sweptAt = now;
    }

    /// How long until it is time to do so; no time at all after one that failed.
    Duration untilSweep() {
        Duration left = SWEEP_EVERY.minus(Duration.between(sweptAt, clock.instant()));
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(SWEEP_EVERY) > 0 ? SWEEP_EVERY : left; // the clock went back
    }

    private void sweep(TzRelease release, Instant now) {
        Tally tally = new Tally();
        Consumer<List<Schedule>> candidates = stale -> lockAndReplan(keys(stale), tally);
        Set<Integer> tenants = tenants();
        eachSoon(tenants, release, now, candidates);
        replanning.reading(
                inside -> ChangedZones.parked(inside, tenants, release, BATCH, candidates));
        tally.tell(release, events);
    }

    private void eachSoon(
            Set<Integer> tenants,
            TzRelease release,
            Instant now,
            Consumer<List<Schedule>> candidates) {
        Window soon = new Window(now.minus(SWEEP_WITHIN), now.plus(SWEEP_WITHIN), false);
        replanning.reading(
                inside -> ChangedZones.within(inside, tenants, release, soon, BATCH, candidates));
    }

    private void doThoseDueSoon(List<Schedule> candidates, Tally tally) {
        List<ScheduleKey> soon =
                jdbi.withHandle(handle -> new DueSoon(clock).of(handle, tz.get(), candidates));
        lockAndReplan(soon, tally);
    }

    private void lockAndReplan(List<ScheduleKey> keys, Tally tally) {
        if (!keys.isEmpty()) {
            tally.add(replanning.batch(handle -> Schedules.lock(handle, keys)));
        }
    }

    /// From end to end of the table.
    private void walk(Set<Integer> tenants, Tally tally) {
        long pages = jdbi.withHandle(ChangedZones::pages);
        Stretch stretch = Stretch.START;
        while (stretch.first() < pages) {
            Stretch from = stretch;
            AtomicReference<Stretch> next = new AtomicReference<>(from);
            tally.add(
                    replanning.batch(handle -> {
                        Locked locked = ChangedZones.lock(handle, tenants, tz.get(), from, BATCH);
                        next.set(locked.next());
                        return locked.schedules();
                    }));
            stretch = next.get();
        }
    }

    private void forgetOldMoves() {
        Instant before = clock.instant().minus(MOVES_KEPT);
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = jdbi.withHandle(handle -> TzMoves.deleteBefore(handle, before, BATCH));
        }
    }

    private Set<Integer> tenants() {
        return jdbi.withHandle(handle ->
                Occasions.all(handle).values().stream()
                        .map(Occasion::tenant)
                        .collect(Collectors.toSet()));
    }

    private static List<ScheduleKey> keys(List<Schedule> schedules) {
        return schedules.stream().map(Schedule::key).toList();
    }

    /// What a whole run or sweep did, for one event.
    private static final class Tally {
        private final Map<String, Integer> zones = new TreeMap<>();
        private int moved;
        private int parked;

        void add(ReplanBatch batch) {
            batch.zones().forEach((zone, count) -> zones.merge(zone, count, Integer::sum));
            moved += batch.moved();
            parked += batch.parked();
        }

        void tell(TzRelease release, EngineEvent.Listener events) {
            if (!zones.isEmpty()) {
                events.on(new EngineEvent.TzReplanned(release.name(), zones, moved, parked));
            }
        }
    }
}
