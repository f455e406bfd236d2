package io.carillon.engine.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where the backlog begins, as far as is known: a lower bound that spares a claim the walk over
/// the dead index entries of what was claimed before.
///
/// Only a fast path: rows can appear below it (a sign-up on the day, a long import), so that at
/// least once a second the claim looks without it.
final class BacklogFloor {
    private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();

    private Instant floor = Instant.MIN;
    private long reckonedAt;

    /// The bound, or `otherwise` when it is time to look without.
    Instant get(Instant otherwise) {
        if (floor.equals(Instant.MIN) || System.nanoTime() - reckonedAt > TRUSTED_NANOS) {
            reckonedAt = System.nanoTime();
            floor = Instant.MIN;
            return otherwise;
        }
        return floor;
    }

    /// A claim went as far as this; `more` says whether there may be more.
    void passed(Optional<Instant> lastDueAt, boolean more) {
        // Others may be due at the same instant as the last one, so the bound stays just below it.
        floor = lastDueAt.filter(_ -> more).map(last -> last.minusNanos(1_000)).orElse(Instant.MIN);
    }

    /// Something is due since then.
    void isAbove(Instant dueAt) {
        if (!dueAt.isAfter(floor)) {
            floor = Instant.MIN;
        }
    }
}
