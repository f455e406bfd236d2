package io.carillon.engine.delivery;

import java.time.Instant;

/// That something waits for an endpoint, and when the first of it may go.
public record Waiting(int tenant, int endpoint, Instant nextAttemptAt) {
    Permits.Line line() {
        return new Permits.Line(tenant, endpoint);
    }
}
