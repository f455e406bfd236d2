package io.carillon.engine.schedule;

import io.carillon.engine.subject.SubjectId;
import io.carillon.engine.subject.Subjects;

/// The identity of a schedule: one step of one occasion for one subject. It has no id of its own.
public record ScheduleKey(int tenant, SubjectId subject, int occasion, String step) {
    /// The subject, and whose it is.
    public Subjects.Owned owned() {
        return new Subjects.Owned(tenant, subject);
    }
}
