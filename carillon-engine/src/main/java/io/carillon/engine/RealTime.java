package io.carillon.engine;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The time of leases and heartbeats, which no virtual clock replaces: a wall clock, and a count of
/// nanoseconds that only ever grows. Tests give their own.
public record RealTime(InstantSource wall, LongSupplier nanos) {
    public static RealTime of(InstantSource wall) {
        return new RealTime(wall, System::nanoTime);
    }
}
