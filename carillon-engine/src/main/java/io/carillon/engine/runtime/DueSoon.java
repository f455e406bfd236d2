package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Replanned;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.TzRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Those of some schedules that were due about now by the plan they have, or are by the one they
/// would get: they do not wait for a walk through all of them.
record DueSoon(DueClock clock) {
    private static final Duration SOON = Duration.ofMinutes(10);

    List<ScheduleKey> of(Handle handle, TzRelease tz, List<Schedule> candidates) {
        Instant now = clock.instant();
        Map<Integer, Occasion> occasions = Occasions.all(handle);
        List<Optional<Replanned>> replanned = ReplanBatch.replanned(candidates, occasions, tz, now);
        return IntStream.range(0, candidates.size())
                .filter(i ->
                        isSoon(candidates.get(i), now)
                                || replanned
                                        .get(i)
                                        .map(Replanned::schedule)
                                        .filter(planned -> isSoon(planned, now))
                                        .isPresent())
                .mapToObj(i -> candidates.get(i).key())
                .toList();
    }

    private static boolean isSoon(Schedule schedule, Instant now) {
        return ReplanBatch.dueAt(schedule)
                .filter(at -> at.isAfter(now.minus(SOON)) && at.isBefore(now.plus(SOON)))
                .isPresent();
    }
}
