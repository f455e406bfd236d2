package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.Schedules.Window;
import io.carillon.engine.schedule.StaleSchedules;
import io.carillon.engine.schedule.StaleSchedules.Found;
import io.carillon.engine.schedule.StaleSchedules.Place;
import io.carillon.engine.schedule.TzInUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Jdbi;

/// Plans schedules anew after a change of definition, and has the [TzReplanner] do so after one of
/// the tz database.
///
/// It walks along the schedules' key in small transactions, so that claims go on meanwhile, and can
/// stop and start again anywhere: what is stale says so itself. Up to [#SYNCHRONOUS_MAX] stale
/// schedules are done before the change is answered; of more, those that were or will be due soon,
/// and the rest in the background. When all were seen, that is noted, so that no start looks again.
final class Replanner {
    private static final long SYNCHRONOUS_MAX = 10_000;
    private static final int BATCH = 1_000;

    /// How long a change of a definition is left to the node that makes it.
    private static final Duration IN_HAND = Duration.ofMinutes(1);

    private static final Instant WHENEVER = Instant.parse("9999-12-31T00:00:00Z");

    /// An annual date that is due soon by the new rule was, by the old one, due about now, or a
    /// whole number of years later, at most eight: the longest wait for a 29 February.
    private static final int YEARS_AHEAD_MAX = 8;

    private static final Duration YEAR = Duration.ofHours(8_766); // 365.25 days
    private static final Duration MARGIN = Duration.ofDays(4);

    private final Jdbi jdbi;
    private final TzInUse tz;
    private final TzReplanner zones;
    private final DueClock clock;
    private final Replanning replanning;
    private final Semaphore requests = new Semaphore(0);
    private final AtomicBoolean zonesRequested = new AtomicBoolean();

    Replanner(Jdbi jdbi, TzInUse tz, DueClock clock, Wakeup wakeup, EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.tz = tz;
        this.replanning = new Replanning(jdbi, tz, clock, wakeup);
        this.zones = new TzReplanner(jdbi, tz, clock, replanning, events);
        this.clock = clock;
    }

    /// How many schedules are due at another instant now, and how many are still stale.
    record Progress(long moved, long remaining) {}

    /// Lets the schedules follow a definition, as far as its change is to wait for that. When that
    /// breaks off, the rest is done in the background, for the change itself is committed.
    Progress follow(Occasion occasion) {
        try {
            return followed(occasion);
        } catch (RuntimeException | Error e) {
            requests.release();
            throw e;
        }
    }

    private Progress followed(Occasion occasion) {
        long stale = countStale(occasion);
        if (stale <= SYNCHRONOUS_MAX) {
            return new Progress(walk(occasion), 0);
        }
        long moved = doThoseDueSoon(occasion);
        requests.release();
        return new Progress(moved, countStale(occasion));
    }

    /// Asks for everything stale to be planned anew in the background.
    void request() {
        zonesRequested.set(true);
        requests.release();
    }

    /// Waits until that is asked for, and does it; in between it looks after what others leave
    /// behind: nodes with an older tz database, and those that ended in the middle of a change.
    /// When it fails, it is still asked for; and when that look fails, the next one does not wait,
    /// or the node would not be ready for as long.
    void next() throws InterruptedException {
        if (requests.tryAcquire(zones.untilSweep().toMillis(), TimeUnit.MILLISECONDS)) {
            doRequested();
        } else {
            sweep();
        }
    }

    /// Does it now, if it is asked for, and looks after the rest when it is time to.
    void doIfRequested() {
        if (requests.tryAcquire()) {
            doRequested();
        }
        if (zones.untilSweep().isZero()) {
            sweep();
        }
    }

    /// The definitions first: when that fails, the next turn does not wait. Those that were changed
    /// just now whoever changed them still has in hand, and what a newer tz database plans is not
    /// this node's to walk through.
    private void sweep() {
        if (tz.get().newer().isEmpty()) {
            followAll(clock.instant().minus(IN_HAND));
        }
        zones.sweep();
    }

    private void followAll(Instant until) {
        jdbi.withHandle(handle -> Occasions.unfollowed(handle, until)).forEach(this::walk);
    }

    private void doRequested() {
        requests.drainPermits();
        try {
            followAll(WHENEVER); // first, for to look through all zones takes long
            runZonesIfRequested();
        } catch (RuntimeException | Error e) {
            requests.release();
            throw e;
        }
    }

    private void runZonesIfRequested() {
        if (zonesRequested.getAndSet(false)) {
            try {
                zones.run();
            } catch (RuntimeException | Error e) {
                zonesRequested.set(true);
                throw e;
            }
        }
    }

    private long walk(Occasion occasion) {
        long moved = 0;
        Place place = Place.START;
        while (!place.isEnd()) {
            Place from = place;
            AtomicReference<Place> next = new AtomicReference<>(from);
            moved +=
                    replanning
                            .batch(handle -> {
                                Found found =
                                        StaleSchedules.lockOfDefinition(
                                                handle,
                                                occasion.tenant(),
                                                occasion.id(),
                                                occasion.version(),
                                                from,
                                                BATCH);
                                next.set(found.next());
                                return found.schedules();
                            })
                            .moved();
            place = next.get();
        }
        jdbi.useHandle(handle -> Occasions.noteFollowed(handle, occasion));
        return moved;
    }

    private long doThoseDueSoon(Occasion occasion) {
        LongAdder moved = new LongAdder();
        Instant now = clock.instant();
        for (int years = 0; years <= YEARS_AHEAD_MAX; years++) {
            Instant around = now.plus(YEAR.multipliedBy(years));
            Window window = new Window(around.minus(MARGIN), around.plus(MARGIN), false);
            replanning.reading(inside ->
                    Schedules.dueWithin(
                            inside,
                            occasion.tenant(),
                            occasion.id(),
                            window,
                            BATCH,
                            candidates -> moved.add(doThoseDueSoon(candidates))));
        }
        return moved.sum();
    }

    private long doThoseDueSoon(List<Schedule> candidates) {
        return replanning
                .batch(handle ->
                        Schedules.lock(handle, new DueSoon(clock).of(handle, tz.get(), candidates)))
                .moved();
    }

    private long countStale(Occasion occasion) {
        return jdbi.inTransaction(handle ->
                StaleSchedules.count(handle, occasion.tenant(), occasion.id(), occasion.version()));
    }
}
