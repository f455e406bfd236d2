package io.carillon.engine.schedule;

import java.time.Instant;
import java.util.Optional;

/// The next period of a schedule and when it is due. `learntAt` is there when it was already past
/// by the time we learnt of it: lateness counts from then.
public record Due(String period, Instant at, Optional<Instant> learntAt, Standing standing) {
    /// How what is overdue will be treated.
    public enum Standing {
        /// It expires as its occasion says.
        REGULAR,
        /// Its subject came, or got its date, on the day but after the hour: it is sent at once.
        SAME_DAY,
        /// It had expired by the time it was planned: it is missed, and stays so.
        EXPIRED
    }

    static Due future(String period, Instant at) {
        return new Due(period, at, Optional.empty(), Standing.REGULAR);
    }

    /// The instant from which lateness counts.
    public Instant expectedAt() {
        return learntAt.filter(at::isBefore).orElse(at);
    }
}
