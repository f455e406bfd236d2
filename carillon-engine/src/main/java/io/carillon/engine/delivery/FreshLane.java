package io.carillon.engine.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where the lane of what is due just now begins: a moment ago; but where there was no room for all
/// of it, where it was left, so that what could not go at once does not fall behind a whole
/// backlog.
///
/// Never further back than a minute: whoever cannot keep up for so long has one backlog, and the
/// oldest go first.
final class FreshLane {
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration LEFT_MAX = Duration.ofMinutes(1);

    private Optional<Instant> left = Optional.empty();

    /// What is due after this, and until `now`, is in the lane.
    Instant from(Instant now) {
        Instant aMomentAgo = now.minus(MOMENT);
        Instant longestAgo = now.minus(LEFT_MAX);
        Instant from = left.filter(aMomentAgo::isAfter).orElse(aMomentAgo);
        left = Optional.of(from.isBefore(longestAgo) ? longestAgo : from);
        return left.get();
    }

    /// Whether what came due since then is in the lane all of it.
    static boolean isAMomentAgo(Instant then, Instant now) {
        return !then.isAfter(now) && !then.isBefore(now.minus(MOMENT));
    }

    /// All of what was due in it until `now` was taken.
    void emptied(Instant now) {
        left = Optional.of(now.minus(MOMENT));
    }

    /// There was room for no more than what was due until then.
    void leftAt(Instant dueAt) {
        left = Optional.of(justBefore(dueAt));
    }

    /// Something that is due since then was planned only now: it is in the lane if that is not long
    /// ago.
    void alsoFrom(Instant dueAt, Instant now) {
        if (dueAt.isAfter(now.minus(LEFT_MAX)) && left.filter(dueAt::isAfter).isEmpty()) {
            left = Optional.of(justBefore(dueAt));
        }
    }

    static Instant justBefore(Instant dueAt) {
        return dueAt.minusNanos(1_000); // others may be due at that instant as well
    }
}
