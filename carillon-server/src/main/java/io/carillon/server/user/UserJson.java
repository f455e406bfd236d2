package io.carillon.server.user;

import io.carillon.engine.subject.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A user as the API shows it: flat.
record UserJson(
        UUID id,
        String firstName,
        String lastName,
        String dateOfBirth,
        String timezone,
        Instant createdAt,
        Instant updatedAt) {
    static UserJson of(Subject subject) {
        Map<String, String> attributes = subject.profile().attributes();
        return new UserJson(
                subject.id().uuid(),
                attributes.getOrDefault(UserFields.FIRST_NAME, ""),
                attributes.getOrDefault(UserFields.LAST_NAME, ""),
                subject.profile().dates().getOrDefault(UserFields.DATE_OF_BIRTH, ""),
                subject.profile().zone(),
                subject.createdAt(),
                subject.updatedAt());
    }
}
