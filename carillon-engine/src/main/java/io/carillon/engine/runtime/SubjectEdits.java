package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.Slot;
import io.carillon.engine.database.Databases;
import io.carillon.engine.database.Transactions;
import io.carillon.engine.delivery.SubjectDeliveries;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Cursor;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Planner.Change;
import io.carillon.engine.schedule.Rule;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.Stamp;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzMoves;
import io.carillon.engine.schedule.TzRelease;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.StoredProfile;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import io.carillon.engine.subject.Subjects;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Creates, changes and deletes the subjects of a tenant. A subject and what follows from it (its
/// schedules, and when they are next due) are one transaction: nobody is ever stored without being
/// planned.
///
/// Every edit locks the schedules first, then the subject, then deliveries; and reads only what it
/// has locked.
public final class SubjectEdits {
    /// One for the slot, one for the id.
    private static final int LONGS_EACH = 2;

    private final Databases databases;
    private final int tenant;
    private final TzInUse tz;
    private final DueClock clock;
    private final Wakeup wakeup;
    private final SecureRandom secure = new SecureRandom();

    SubjectEdits(Databases databases, int tenant, TzInUse tz, DueClock clock, Wakeup wakeup) {
        this.databases = databases;
        this.tenant = tenant;
        this.tz = tz;
        this.clock = clock;
        this.wakeup = wakeup;
    }

    public Subject create(NewSubject wanted) {
        return createAll(List.of(wanted)).getFirst();
    }

    /// Creates all of these: those that live in one database all or none, in one transaction. Some
    /// thousands at a time cost the least. Returned in the same order.
    public List<Subject> createAll(List<NewSubject> wanted) {
        RandomGenerator random = new DrawnAhead(secure, LONGS_EACH * wanted.size());
        Map<Jdbi, List<Place>> places = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Slot slot = slotOf(wanted.get(i), random);
            places.computeIfAbsent(databases.of(slot), _ -> new ArrayList<>())
                    .add(
                            new Place(
                                    i,
                                    slot,
                                    wanted.get(i),
                                    StoredProfile.of(wanted.get(i).profile())));
        }
        Map<Integer, Subject> created = new TreeMap<>();
        places.forEach((jdbi, some) -> {
            some.sort(Comparator.comparingInt(place -> place.slot().number())); // as the keys are
            List<Planned> planned =
                    Transactions.retried(jdbi, handle -> insert(handle, some, random));
            wakeFor(planned.stream().flatMap(one -> one.schedules().stream()).toList());
            for (int i = 0; i < some.size(); i++) {
                created.put(some.get(i).index(), planned.get(i).subject());
            }
        });
        return List.copyOf(created.values());
    }

    /// Where somebody who is to be created goes.
    private record Place(int index, Slot slot, NewSubject wanted, StoredProfile profile) {}

    private Slot slotOf(NewSubject wanted, RandomGenerator random) {
        return wanted.ref()
                .map(ref -> Slot.ofRef(tenant, ref))
                .orElseGet(() -> Slot.random(random));
    }

    private List<Planned> insert(Handle handle, List<Place> places, RandomGenerator random) {
        Collection<Occasion> occasions = heldOccasions(handle);
        Instant now = now();
        TzRelease release = tz.get();
        List<Planned> planned =
                places.stream()
                        .map(place -> planned(place, occasions, release, now, random))
                        .toList();
        List<Subjects.Named> named = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            named.add(
                    new Subjects.Named(
                            planned.get(i).subject(), place.wanted().ref(), place.profile()));
        }
        Subjects.insert(handle, named);
        Schedules.insert(
                handle, planned.stream().flatMap(one -> one.schedules().stream()).toList());
        return planned;
    }

    private Planned planned(
            Place place,
            Collection<Occasion> occasions,
            TzRelease release,
            Instant now,
            RandomGenerator random) {
        SubjectId id = SubjectId.create(place.slot(), now, random);
        NewSubject wanted = place.wanted();
        Subject subject = new Subject(tenant, id, wanted.kind(), wanted.profile(), 1, now, now);
        List<Schedule> schedules = new ArrayList<>();
        for (Occasion occasion : occasions) {
            Schedule unplanned =
                    new Schedule(
                            new ScheduleKey(tenant, id, occasion.id(), occasion.step().key()),
                            place.profile(),
                            Cursor.START,
                            Stamp.of(occasion, release),
                            Optional.empty());
            schedules.add(planned(unplanned, subject, occasion, release, Change.NEW_DATE, now));
        }
        return new Planned(subject, schedules);
    }

    /// Changes a subject's profile and plans anew what follows from it; empty when there is no such
    /// subject.
    public Optional<Subject> change(SubjectId id, UnaryOperator<Profile> edit) {
        Optional<Planned> planned =
                Transactions.retried(
                        databases.of(id.slot()),
                        handle -> {
                            Collection<Occasion> occasions = heldOccasions(handle);
                            List<Schedule> locked = Schedules.lockOf(handle, tenant, id);
                            Instant now = now();
                            Optional<Subject> found = Subjects.find(handle, tenant, id);
                            return found.map(before -> {
                                Subject after = before.with(edit.apply(before.profile()), now);
                                TzRelease release = tz.get();
                                List<Schedule> schedules = new ArrayList<>();
                                for (Schedule schedule : locked) {
                                    occasions.stream()
                                            .filter(occasion ->
                                                    occasion.id() == schedule.key().occasion())
                                            .map(occasion ->
                                                    planned(
                                                            schedule,
                                                            after,
                                                            occasion,
                                                            release,
                                                            change(before, after, occasion),
                                                            now))
                                            .filter(anew ->
                                                    isMoved(before, after)
                                                            || !anew.equals(schedule))
                                            .forEach(schedules::add);
                                }
                                Subjects.update(handle, after); // which tells the schedules
                                Schedules.update(handle, schedules);
                                return new Planned(after, schedules);
                            });
                        });
        planned.map(Planned::schedules).ifPresent(this::wakeFor);
        return planned.map(Planned::subject);
    }

    /// Deletes a subject and all that has not been sent to it; false when there is no such subject.
    public boolean delete(SubjectId id) {
        return Transactions.retried(
                databases.of(id.slot()),
                handle -> {
                    boolean existed = deletePlanned(handle, id);
                    SubjectDeliveries.cancelOf(handle, tenant, id, now());
                    return existed;
                });
    }

    /// Deletes a subject, whether or not it was deleted before, and every trace of it: its
    /// deliveries and their attempts as well. One that is being sent just now is not held back, and
    /// what comes of it is not written down.
    public void erase(SubjectId id) {
        Transactions.retried(
                databases.of(id.slot()),
                handle -> {
                    boolean existed = deletePlanned(handle, id);
                    SubjectDeliveries.eraseOf(handle, tenant, id);
                    return existed;
                });
    }

    public Optional<Subject> find(SubjectId id) {
        return databases.of(id.slot()).withHandle(handle -> Subjects.find(handle, tenant, id));
    }

    /// A page of a kind's subjects, after `after`, in no order that means anything.
    public List<Subject> page(String kind, Optional<SubjectId> after, int limit) {
        return databases
                .reference()
                .withHandle(handle -> Subjects.page(handle, tenant, kind, after, limit));
    }

    private boolean deletePlanned(Handle handle, SubjectId id) {
        Schedules.lockOf(handle, tenant, id);
        Schedules.deleteOf(handle, tenant, id);
        TzMoves.deleteOf(handle, tenant, id);
        return Subjects.delete(handle, tenant, id);
    }

    private record Planned(Subject subject, List<Schedule> schedules) {}

    private static Schedule planned(
            Schedule schedule,
            Subject subject,
            Occasion occasion,
            TzRelease release,
            Change change,
            Instant now) {
        Rule rule = Rule.of(occasion, subject.profile(), release.snapshot());
        return schedule.replanned(rule, Stamp.of(occasion, release), change, now);
    }

    /// Whether what was planned before counts as stale now.
    private static boolean isMoved(Subject before, Subject after) {
        return !before.profile().zone().equals(after.profile().zone())
                || !before.profile().dates().equals(after.profile().dates());
    }

    /// A date and a zone changed in one edit count as a new date.
    private static Change change(Subject before, Subject after, Occasion occasion) {
        String anchor = occasion.anchor();
        return before.profile().date(anchor).equals(after.profile().date(anchor))
                ? Change.ADJUSTMENT
                : Change.NEW_DATE;
    }

    private Collection<Occasion> heldOccasions(Handle handle) {
        Collection<Integer> ids = Occasions.all(handle, tenant).keySet();
        ids.stream().sorted().forEach(id -> Occasions.holdStill(handle, id));
        return Occasions.all(handle, tenant).values();
    }

    private void wakeFor(List<Schedule> schedules) {
        schedules.stream()
                .flatMap(schedule -> schedule.cursor().due().stream())
                .map(Due::at)
                .min(Instant::compareTo)
                .ifPresent(wakeup::wakeFor);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
