package io.carillon.engine.runtime;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Replanned;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.TzMove;
import io.carillon.engine.schedule.TzMoves;
import io.carillon.engine.schedule.TzRelease;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.StoredProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What a transaction planned anew: of each zone how many schedules, how many of all are due at
/// another instant now and how many had to be parked, and the earliest due instant.
record ReplanBatch(Map<String, Integer> zones, int moved, int parked, Optional<Instant> earliest) {
    /// Plans those of the locked schedules anew that are stale, and leaves the others as they are.
    static ReplanBatch of(Handle handle, TzRelease tz, List<Schedule> locked, Instant now) {
        if (locked.isEmpty()) {
            return new ReplanBatch(Map.of(), 0, 0, Optional.empty());
        }
        // Read after the lock: a definition may have changed again, and then the newest one counts.
        Map<Integer, Occasion> occasions = Occasions.all(handle);
        List<Schedule> planned = new ArrayList<>();
        List<TzMove> moves = new ArrayList<>();
        Map<String, Integer> zones = new HashMap<>();
        int moved = 0;
        List<Optional<Replanned>> replanned = replanned(locked, occasions, tz, now);
        for (int i = 0; i < locked.size(); i++) {
            Schedule schedule = locked.get(i);
            Optional<Replanned> anew = replanned.get(i);
            if (anew.isEmpty()) {
                continue;
            }
            planned.add(anew.get().schedule());
            anew.get().move().ifPresent(moves::add);
            moved += dueAt(anew.get().schedule()).equals(dueAt(schedule)) ? 0 : 1;
            zones.merge(schedule.profile().zone(), 1, Integer::sum);
        }
        Schedules.update(handle, planned);
        TzMoves.insert(handle, moves);
        int parked = (int) planned.stream().filter(it -> it.parked().isPresent()).count();
        Optional<Instant> earliest =
                planned.stream()
                        .flatMap(schedule -> dueAt(schedule).stream())
                        .min(Instant::compareTo);
        return new ReplanBatch(zones, moved, parked, earliest);
    }

    /// Schedules as they would be planned now, in the same order; empty for one that is not stale,
    /// or whose occasion is gone or whose profile cannot be read.
    static List<Optional<Replanned>> replanned(
            List<Schedule> schedules, Map<Integer, Occasion> occasions, TzRelease tz, Instant now) {
        List<Optional<Profile>> profiles =
                StoredProfile.readable(schedules.stream().map(Schedule::profile).toList());
        List<Optional<Replanned>> replanned = new ArrayList<>(schedules.size());
        for (int i = 0; i < schedules.size(); i++) {
            Schedule schedule = schedules.get(i);
            Optional<Profile> profile = profiles.get(i);
            replanned.add(
                    Optional.ofNullable(occasions.get(schedule.key().occasion()))
                            .filter(occasion -> schedule.isStale(occasion, tz))
                            .flatMap(occasion ->
                                    profile.map(read ->
                                            Replanned.of(schedule, read, occasion, tz, now))));
        }
        return replanned;
    }

    static Optional<Instant> dueAt(Schedule schedule) {
        return schedule.cursor().due().map(Due::at);
    }
}
