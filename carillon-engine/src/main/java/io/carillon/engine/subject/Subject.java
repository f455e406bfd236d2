package io.carillon.engine.subject;

import java.time.Instant;

/// Someone or something with a home zone and dates of its own. `version` counts its changes.
public record Subject(
        int tenant,
        SubjectId id,
        String kind,
        Profile profile,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /// The next version of this subject, with another profile.
    public Subject with(Profile changed, Instant now) {
        return new Subject(tenant, id, kind, changed, version + 1, createdAt, now);
    }
}
