package io.carillon.trials.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// So many occurrences, numbered from `from` on: the first few due together at an instant, as many
/// again a step later, and so on.
record Dues(int from, Instant first, Duration step, int together, int count) {
    static Dues at(int from, Instant instant, int count) {
        return new Dues(from, instant, Duration.ZERO, 1, count);
    }

    /// So many together at each whole second.
    static Dues bursts(int from, Instant first, int together, int count) {
        Instant second = first.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return new Dues(from, second, Duration.ofSeconds(1), together, count);
    }

    /// Spread evenly over a stretch of time, each at a whole millisecond.
    static Dues over(int from, Instant first, Duration stretch, int count) {
        return new Dues(from, first, stretch.dividedBy(count), 1, count);
    }

    /// The first few of them; whole steps.
    Dues upTo(int some) {
        return new Dues(from, first, step, together, some);
    }

    /// The others.
    Dues behind(int some) {
        return new Dues(from + some, of(from + some), step, together, count - some);
    }

    /// The number behind the last one.
    int end() {
        return from + count;
    }

    Instant of(int number) {
        long nanos = step.toNanos() * ((number - from) / together); // less than 292 years
        return Instant.ofEpochMilli(first.plusNanos(nanos).toEpochMilli());
    }
}
