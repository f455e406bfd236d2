package io.carillon.engine.runtime;

import io.carillon.engine.RealTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A machine's two clocks. Something can happen just after one of them is read.
final class Machine {
    private final AtomicLong nanos = new AtomicLong();
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private int readings;
    private Runnable event = () -> {};

    RealTime time() {
        return new RealTime(() -> read(wall), () -> read(nanos.get()));
    }

    void afterReadings(int count, Runnable happens) {
        readings = count;
        event = happens;
    }

    void passes(Duration time) {
        wall = wall.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    void isSuspended(Duration time) {
        wall = wall.plus(time);
    }

    private <T> T read(T reading) {
        if (--readings == 0) {
            event.run();
        }
        return reading;
    }
}
