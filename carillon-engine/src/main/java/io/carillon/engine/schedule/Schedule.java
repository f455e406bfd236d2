package io.carillon.engine.schedule;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.schedule.Planner.Change;
import io.carillon.engine.subject.StoredProfile;
import java.time.Instant;
import java.util.Optional;

/// The stored cursor of one step of one occasion for one subject, and what it was planned from:
/// what its subject said of itself when this was read, and a stamp of the rest. A parked one cannot
/// be planned, for the reason it gives; it keeps what it owes until an edit mends it.
public record Schedule(
        ScheduleKey key,
        StoredProfile profile,
        Cursor cursor,
        Stamp stamp,
        Optional<String> parked) {
    /// This schedule, planned anew by a rule.
    public Schedule replanned(Rule rule, Stamp stampNow, Change change, Instant now) {
        return switch (rule) {
            case Rule.Planned(var occurrences, var policies) ->
                    new Schedule(
                            key,
                            profile,
                            new Cursor(
                                    Planner.plan(occurrences, policies, cursor, change, now),
                                    cursor.decidedThrough()),
                            stampNow,
                            Optional.empty());
            case Rule.Broken(String reason) ->
                    new Schedule(key, profile, cursor, stampNow, Optional.of(reason));
        };
    }

    /// Whether it was planned from something that is otherwise now.
    public boolean isStale(Occasion occasion, TzRelease tz) {
        return stamp.ruleVersion() != occasion.version()
                || tz.isStale(stamp.tzdb(), profile.zone());
    }

    /// This schedule, set aside for a reason.
    public Schedule parked(String reason) {
        return new Schedule(key, profile, cursor, stamp, Optional.of(reason));
    }

    /// This schedule, moved on to what it owes next.
    public Schedule at(Cursor moved, Stamp stampNow) {
        return new Schedule(key, profile, moved, stampNow, parked);
    }
}
