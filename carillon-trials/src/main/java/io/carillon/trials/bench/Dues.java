package io.carillon.trials.bench;

import java.time.Duration;
import java.time.Instant;

/// So many occurrences, numbered from `from` on: the first due at an instant, each further one a
/// step after the one before.
record Dues(int from, Instant first, Duration step, int count) {
    static Dues at(int from, Instant instant, int count) {
        return new Dues(from, instant, Duration.ZERO, count);
    }

    /// Spread evenly over a stretch of time, each at a whole millisecond.
    static Dues over(int from, Instant first, Duration stretch, int count) {
        return new Dues(from, first, stretch.dividedBy(count), count);
    }

    /// The number behind the last one.
    int end() {
        return from + count;
    }

    Instant of(int number) {
        return Instant.ofEpochMilli(first.plus(step.multipliedBy(number - from)).toEpochMilli());
    }
}
