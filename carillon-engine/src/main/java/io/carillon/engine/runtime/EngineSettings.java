package io.carillon.engine.runtime;

import java.time.Duration;

/// The limits of one node: how many schedules it claims at once, how many deliveries it holds, how
/// many of those it sends at the same time, and how long it lets them finish when it stops; and
/// whether it claims and sends at all, for others do if it does not.
public record EngineSettings(
        String nodeName,
        int batchSize,
        int leasesMax,
        int concurrencyMax,
        Duration stopWithin,
        boolean claims) {
    public static EngineSettings ofDefaults(String nodeName) {
        return new EngineSettings(nodeName, 1_000, 5_000, 64, Duration.ofSeconds(10), true);
    }

    /// The same, of a node that only reads and edits.
    public EngineSettings withoutClaims() {
        return new EngineSettings(
                nodeName, batchSize, leasesMax, concurrencyMax, stopWithin, false);
    }
}
