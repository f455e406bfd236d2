package io.carillon.trials.bench;

import java.util.stream.DoubleStream;

/// Measured values of one kind, in order.
final class Distribution {
    private final double[] ordered;

    private Distribution(double[] ordered) {
        this.ordered = ordered;
    }

    static Distribution of(DoubleStream values) {
        return new Distribution(values.sorted().toArray());
    }

    int count() {
        return ordered.length;
    }

    /// The value that this part of them does not exceed; not a number when there are none.
    double percentile(double part) {
        int at = (int) Math.ceil(part * ordered.length) - 1;
        return ordered.length == 0 ? Double.NaN : ordered[Math.max(0, at)];
    }
}
