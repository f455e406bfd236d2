package io.carillon.engine.endpoint;

import java.time.Duration;
import java.util.Optional;

/// What an endpoint bears of all nodes together: how many deliveries at the same time (none: as
/// many as each node is set to), and how many within a time (none: any number).
public record Limits(
        Optional<Integer> concurrencyMax, Optional<Integer> rateMax, Duration ratePer) {
    /// The most that `concurrencyMax` may be.
    public static final int CONCURRENCY_MOST = 1_000;

    public static Limits none() {
        return new Limits(Optional.empty(), Optional.empty(), Duration.ofSeconds(1));
    }

    /// Whether one of the limits is too small for so many nodes to have a part each: then one node
    /// sends alone.
    public boolean needHolder(int nodes) {
        return concurrencyMax.filter(max -> max < nodes).isPresent()
                || rateMax.filter(max -> max < nodes).isPresent();
    }

    /// What one of so many nodes may use; `concurrency` where there is no limit. Rounded down, so
    /// that all together never use more.
    public Share share(int nodes, int concurrency) {
        int among = needHolder(nodes) ? 1 : nodes;
        return new Share(
                concurrencyMax.map(max -> max / among).orElse(concurrency),
                rateMax.map(max -> (double) max / among / (ratePer.toNanos() / 1e9)));
    }

    /// A node's part: how many at the same time, and how many a second.
    public record Share(int concurrency, Optional<Double> perSecond) {
        public static final Share NOTHING = new Share(0, Optional.empty());
    }
}
