package io.carillon.trials.bench;

import java.time.Duration;
import java.time.Instant;

/// So many occurrences: the first due at an instant, each further one a step after the one before.
record Dues(Instant first, Duration step, int count) {
    static Dues at(Instant instant, int count) {
        return new Dues(instant, Duration.ZERO, count);
    }

    /// Spread evenly over a stretch of time, each at a whole millisecond.
    static Dues over(Instant first, Duration stretch, int count) {
        return new Dues(first, stretch.dividedBy(count), count);
    }

    Instant of(int number) {
        return Instant.ofEpochMilli(first.plus(step.multipliedBy(number)).toEpochMilli());
    }

    Instant last() {
        return of(count - 1);
    }
}
