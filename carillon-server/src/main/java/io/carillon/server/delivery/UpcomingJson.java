package io.carillon.server.delivery;

import io.carillon.engine.runtime.Upcoming;
import java.time.Instant;
import java.util.UUID;

/// What will ring, as the API shows it. `local` is what the clocks show there: seconds only when
/// they are not zero.
record UpcomingJson(
        UUID id,
        UUID subjectId,
        String occasion,
        String step,
        String period,
        Instant dueAt,
        String zone,
        String local) {
    static UpcomingJson of(Upcoming upcoming) {
        return new UpcomingJson(
                upcoming.id().uuid(),
                upcoming.schedule().subject().uuid(),
                upcoming.occasion(),
                upcoming.schedule().step(),
                upcoming.period(),
                upcoming.dueAt(),
                upcoming.zone(),
                upcoming.local().toString());
    }
}
