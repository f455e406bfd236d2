package io.carillon.engine.runtime;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.DueClock;
import io.carillon.engine.Tenant;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Planner.Change;
import io.carillon.engine.schedule.Rule;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.Schedules.Window;
import io.carillon.engine.schedule.Stamp;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import io.carillon.engine.subject.Subjects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Plans schedules anew after a change of definition or of tz database.
///
/// It walks along the schedules' key in small transactions, so that claims go on meanwhile, and can
/// stop and start again anywhere: what is stale says so itself. Up to [#SYNCHRONOUS_MAX] stale
/// schedules are done before the change is answered; of more, those that were or will be due within
/// [#SOON], and the rest in the background.
final class Replanner {
    private static final Duration SOON = Duration.ofMinutes(10);
    private static final long SYNCHRONOUS_MAX = 10_000;
    private static final int BATCH = 1_000;

    /// An annual date that is due soon by the new rule was, by the old one, due about now, or a
    /// whole number of years later, at most eight: the longest wait for a 29 February.
    private static final int YEARS_AHEAD_MAX = 8;

    private static final Duration YEAR = Duration.ofHours(8_766); // 365.25 days
    private static final Duration MARGIN = Duration.ofDays(4);

    private final Jdbi jdbi;
    private final TzSnapshot tz;
    private final DueClock clock;
    private final Wakeup wakeup;
    private final Semaphore requests = new Semaphore(0);

    Replanner(Jdbi jdbi, TzSnapshot tz, DueClock clock, Wakeup wakeup) {
        this.jdbi = jdbi;
        this.tz = tz;
        this.clock = clock;
        this.wakeup = wakeup;
    }

    /// How many schedules are due at another instant now, and how many are still stale.
    record Progress(long moved, long remaining) {}

    /// Lets the schedules follow a definition, as far as its change is to wait for that.
    Progress follow(Occasion occasion) {
        long stale = countStale(occasion);
        if (stale <= SYNCHRONOUS_MAX) {
            return new Progress(walk(occasion), 0);
        }
        long moved = doThoseDueSoon(occasion);
        request();
        return new Progress(moved, countStale(occasion));
    }

    /// Asks for everything stale to be planned anew in the background.
    void request() {
        requests.release();
    }

    /// Waits until that is asked for, and does it. When it fails, it is still asked for.
    void next() throws InterruptedException {
        requests.acquire();
        doRequested();
    }

    /// Does it now, if it is asked for.
    void doIfRequested() {
        if (requests.tryAcquire()) {
            doRequested();
        }
    }

    private void doRequested() {
        requests.drainPermits();
        try {
            occasions().forEach(this::walk);
        } catch (RuntimeException e) {
            request();
            throw e;
        }
    }

    private long walk(Occasion occasion) {
        long moved = 0;
        Optional<ScheduleKey> last = Optional.empty();
        while (true) {
            Optional<ScheduleKey> after = last;
            Batch batch =
                    jdbi.inTransaction(handle ->
                            replan(
                                    handle,
                                    occasion.id(),
                                    Schedules.lockStale(
                                            handle,
                                            Tenant.DEFAULT,
                                            occasion.id(),
                                            current(occasion),
                                            after,
                                            BATCH)));
            moved += batch.moved();
            batch.earliest().ifPresent(wakeup::wakeFor);
            if (batch.last().isEmpty()) {
                return moved;
            }
            last = batch.last();
        }
    }

    private long doThoseDueSoon(Occasion occasion) {
        LongAdder moved = new LongAdder();
        Instant now = clock.instant();
        for (int years = 0; years <= YEARS_AHEAD_MAX; years++) {
            Instant around = now.plus(YEAR.multipliedBy(years));
            Window window = new Window(around.minus(MARGIN), around.plus(MARGIN), false);
            // Opened apart: a handle taken from the thread would pull the batches into this
            // transaction.
            try (Handle reading = jdbi.open()) {
                reading.useTransaction(inside ->
                        Schedules.dueWithin(
                                inside,
                                Tenant.DEFAULT,
                                occasion.id(),
                                window,
                                BATCH,
                                candidates -> moved.add(doThoseDueSoon(occasion, candidates))));
            }
        }
        return moved.sum();
    }

    private long doThoseDueSoon(Occasion occasion, List<Schedule> candidates) {
        Batch batch =
                jdbi.inTransaction(handle -> {
                    List<ScheduleKey> soon = dueSoon(handle, occasion, candidates);
                    return replan(handle, occasion.id(), Schedules.lock(handle, soon));
                });
        batch.earliest().ifPresent(wakeup::wakeFor);
        return batch.moved();
    }

    private List<ScheduleKey> dueSoon(Handle handle, Occasion occasion, List<Schedule> candidates) {
        Instant now = clock.instant();
        Map<SubjectId, Subject> subjects = subjects(handle, candidates);
        return candidates.stream()
                .filter(schedule ->
                        isSoon(schedule, now)
                                || replanned(schedule, occasion, subjects, now)
                                        .filter(planned -> isSoon(planned, now))
                                        .isPresent())
                .map(Schedule::key)
                .toList();
    }

    private static boolean isSoon(Schedule schedule, Instant now) {
        return schedule.cursor()
                .due()
                .map(Due::at)
                .filter(at -> at.isAfter(now.minus(SOON)) && at.isBefore(now.plus(SOON)))
                .isPresent();
    }

    /// What a transaction planned anew: how many moved, the last of them all, and the earliest due
    /// instant.
    private record Batch(long moved, Optional<ScheduleKey> last, Optional<Instant> earliest) {}

    private Batch replan(Handle handle, int occasionId, List<Schedule> locked) {
        if (locked.isEmpty()) {
            return new Batch(0, Optional.empty(), Optional.empty());
        }
        Instant now = clock.instant();
        // Read after the lock: the definition may have changed again, and then the newest one
        // counts.
        Occasion occasion = Occasions.all(handle, Tenant.DEFAULT).get(occasionId);
        if (occasion == null) {
            throw new IllegalStateException("occasion " + occasionId + " does not exist");
        }
        Map<SubjectId, Subject> subjects = subjects(handle, locked);
        List<Schedule> planned = new ArrayList<>();
        long moved = 0;
        for (Schedule schedule : locked) {
            Optional<Schedule> anew = replanned(schedule, occasion, subjects, now);
            anew.ifPresent(planned::add);
            if (anew.isPresent() && !dueAt(anew.get()).equals(dueAt(schedule))) {
                moved++;
            }
        }
        Schedules.update(handle, planned);
        Optional<Instant> earliest =
                planned.stream()
                        .flatMap(schedule -> dueAt(schedule).stream())
                        .min(Instant::compareTo);
        return new Batch(moved, Optional.of(locked.getLast().key()), earliest);
    }

    private Optional<Schedule> replanned(
            Schedule schedule, Occasion occasion, Map<SubjectId, Subject> subjects, Instant now) {
        return Optional.ofNullable(subjects.get(schedule.key().subject()))
                .map(subject ->
                        schedule.replanned(
                                Rule.of(occasion, subject.profile(), tz),
                                new Stamp(subject.version(), occasion.version(), tz.version()),
                                Change.ADJUSTMENT,
                                now));
    }

    private static Optional<Instant> dueAt(Schedule schedule) {
        return schedule.cursor().due().map(Due::at);
    }

    private static Map<SubjectId, Subject> subjects(Handle handle, List<Schedule> schedules) {
        return Subjects.findAll(
                handle,
                Tenant.DEFAULT,
                schedules.stream().map(schedule -> schedule.key().subject()).toList());
    }

    private long countStale(Occasion occasion) {
        return jdbi.withHandle(handle ->
                Schedules.countStale(handle, Tenant.DEFAULT, occasion.id(), current(occasion)));
    }

    private List<Occasion> occasions() {
        return jdbi.withHandle(
                handle -> List.copyOf(Occasions.all(handle, Tenant.DEFAULT).values()));
    }

    private Stamp current(Occasion occasion) {
        return new Stamp(0, occasion.version(), tz.version());
    }
}
