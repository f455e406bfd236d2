package io.carillon.engine.schedule;

import io.carillon.engine.occasion.Occasion;

/// The versions that a plan was made from, besides the profile, which the schedule holds itself.
/// When the rule's is another now, the plan is stale; when the tz database's is, it depends on the
/// zone ([TzRelease#isStale]).
public record Stamp(int ruleVersion, String tzdb) {
    public static Stamp of(Occasion occasion, TzRelease tz) {
        return new Stamp(occasion.version(), tz.name());
    }
}
