package io.carillon.engine.schedule;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.schedule.Planner.Change;
import io.carillon.engine.subject.Profile;
import java.time.Instant;
import java.util.Optional;

/// A stale schedule planned anew, and how the tz database moved it, if it did.
public record Replanned(Schedule schedule, Optional<TzMove> move) {
    /// Plans anew what has become stale by something else than its subject's edit.
    public static Replanned of(
            Schedule stale, Profile profile, Occasion occasion, TzRelease tz, Instant now) {
        Schedule anew =
                stale.replanned(
                        Rule.of(occasion, profile, tz.snapshot()),
                        Stamp.of(occasion, tz),
                        Change.ADJUSTMENT,
                        now);
        String zone = profile.zone();
        return new Replanned(
                anew,
                tz.isStale(stale.stamp().tzdb(), zone)
                        ? TzMove.between(stale, anew, zone, now)
                        : Optional.empty());
    }
}
