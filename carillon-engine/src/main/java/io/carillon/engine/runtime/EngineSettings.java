package io.carillon.engine.runtime;

/// The limits of one node: how many schedules it claims at once, how many deliveries it holds, and
/// how many of those it sends at the same time.
public record EngineSettings(String nodeName, int batchSize, int leasesMax, int concurrencyMax) {
    public static EngineSettings ofDefaults(String nodeName) {
        return new EngineSettings(nodeName, 1_000, 2_000, 128);
    }
}
