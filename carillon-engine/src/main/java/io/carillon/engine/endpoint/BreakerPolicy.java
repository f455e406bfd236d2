package io.carillon.engine.endpoint;

import java.time.Duration;

/// When a breaker opens: at this share of failures among at least so many calls within the window.
/// And when one delivery then tries whether the endpoint works again: after `probeAfter`, and after
/// twice the time whenever it did not, up to `probeAfterMax`.
public record BreakerPolicy(
        double failureRate,
        int callsMin,
        Duration window,
        Duration probeAfter,
        Duration probeAfterMax) {
    public static BreakerPolicy ofDefaults() {
        return new BreakerPolicy(
                0.7, 10, Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofMinutes(10));
    }
}
