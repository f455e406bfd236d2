package io.carillon.engine.delivery;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import java.util.Map;
import java.util.Optional;

/// What the schedules of a claim are planned from: their subjects, and the definitions.
record Sources(Map<SubjectId, Subject> subjects, Map<Integer, Occasion> occasions) {
    Optional<Subject> subjectOf(Schedule schedule) {
        return Optional.ofNullable(subjects.get(schedule.key().subject()));
    }

    Optional<Occasion> occasionOf(Schedule schedule) {
        return Optional.ofNullable(occasions.get(schedule.key().occasion()));
    }

    /// Whether a schedule was planned from something newer than these, or one of them is not there.
    boolean areBehind(Schedule schedule) {
        Subject subject = subjects.get(schedule.key().subject());
        Occasion occasion = occasions.get(schedule.key().occasion());
        return subject == null
                || occasion == null
                || subject.version() < schedule.stamp().subjectVersion()
                || occasion.version() < schedule.stamp().ruleVersion();
    }
}
