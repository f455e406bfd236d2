package io.carillon.engine;

import java.time.Duration;
import java.time.Instant;

/// A clock that stands still until it is set.
public final class VirtualClock implements DueClock {
    private volatile Instant now;

    public VirtualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public boolean isVirtual() {
        return true;
    }

    public void set(Instant instant) {
        now = instant;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
