package io.carillon.engine;

import java.time.InstantSource;

/// The clock by which things fall due, expire and are late: in production the database's, in tests
/// and simulations a virtual one. Leases and heartbeats never go by it.
public interface DueClock extends InstantSource {
    /// Whether this clock alone says what is due; otherwise the database's own clock must agree.
    boolean isVirtual();
}
