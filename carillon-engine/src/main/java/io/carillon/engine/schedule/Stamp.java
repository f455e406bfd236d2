package io.carillon.engine.schedule;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.subject.Subject;

/// The versions of everything that a plan was made from. When the subject's or the rule's is
/// another now, the plan is stale; when the tz database's is, it depends on the zone
/// ([TzRelease#isStale]).
public record Stamp(int subjectVersion, int ruleVersion, String tzdb) {
    public static Stamp of(Subject subject, Occasion occasion, TzRelease tz) {
        return new Stamp(subject.version(), occasion.version(), tz.name());
    }
}
