package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The database's clock, as far as this process can tell: its own wall clock plus an offset that
/// each heartbeat measures anew.
///
/// A reading was taken somewhere between question and answer; it is held to have been taken at the
/// answer. So this clock is behind the database's by at most one round trip, and never ahead of it.
public final class DatabaseClock implements DueClock {
    private static final Duration SLOW = Duration.ofMillis(10);
    private static final Duration TRUSTED = Duration.ofSeconds(10);

    private final InstantSource wall;
    private volatile Offset offset;

    private record Offset(Duration ahead, Instant measuredAt) {}

    public DatabaseClock(InstantSource wall) {
        this.wall = wall;
        // Before the first measurement nothing is claimed: the database's own clock has to agree as
        // well.
        this.offset = new Offset(Duration.ZERO, Instant.MIN);
    }

    @Override
    public Instant instant() {
        return wall.instant().plus(offset.ahead());
    }

    @Override
    public boolean isVirtual() {
        return false;
    }

    /// The database said `reading` to a question asked at `asked` on the wall clock and answered
    /// just now. A slow answer says little, and counts only when there was no better one for a
    /// while.
    void observe(Instant asked, Instant reading) {
        Instant answered = wall.instant();
        boolean slow = Duration.between(asked, answered).compareTo(SLOW) > 0;
        if (slow && offset.measuredAt().isAfter(answered.minus(TRUSTED))) {
            return;
        }
        offset = new Offset(Duration.between(answered, reading), answered);
    }
}
