package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// The database's clock, as far as this process can tell: the last reading, which each heartbeat
/// takes anew, plus the monotonic time since.
///
/// A reading was taken somewhere between question and answer; it is held to have been taken at the
/// answer. So this clock is behind the database's by at most one round trip, and never ahead of it.
/// This machine's wall clock has no part in it: when somebody sets that, nothing becomes due, late
/// or expired.
public final class DatabaseClock implements DueClock {
    private static final Duration SLOW = Duration.ofMillis(10);
    private static final Duration TRUSTED = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private volatile Reading last = new Reading(Instant.EPOCH, 0, false);

    private record Reading(Instant instant, long atNanos, boolean taken) {}

    /// Stands at 1970 until the first reading, so that nothing is due.
    DatabaseClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        return reading.taken()
                ? reading.instant().plusNanos(nanos.getAsLong() - reading.atNanos())
                : reading.instant();
    }

    @Override
    public boolean isVirtual() {
        return false;
    }

    /// The database said `instant` to a question asked at `askedNanos` and answered just now. A
    /// slow answer says little: it counts when there was no better one for a while, or when this
    /// clock cannot be right by it, as after a pause of the whole machine.
    void observe(long askedNanos, Instant instant) {
        long answered = nanos.getAsLong();
        long tookNanos = answered - askedNanos;
        boolean slow = tookNanos > SLOW.toNanos();
        if (slow && isTrusted(answered) && mayBeRight(answered, instant, tookNanos)) {
            return;
        }
        last = new Reading(instant, answered, true);
    }

    private boolean isTrusted(long now) {
        return last.taken() && now - last.atNanos() < TRUSTED.toNanos();
    }

    /// Whether it was between the reading and that much after it, and what a quick answer may miss.
    private boolean mayBeRight(long answered, Instant reading, long tookNanos) {
        Instant own = last.instant().plusNanos(answered - last.atNanos());
        return !own.isBefore(reading)
                && !own.isAfter(reading.plusNanos(tookNanos + SLOW.toNanos()));
    }
}
