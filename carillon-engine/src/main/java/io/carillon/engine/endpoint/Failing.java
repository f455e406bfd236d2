package io.carillon.engine.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Since when there were nothing but failures, how many, and how many times notice was given. A
/// failure or two a month apart are no reason to give an endpoint up: there must be [#CALLS_MIN].
public record Failing(Optional<Instant> since, int calls, int notices) {
    public static final Failing NOT = new Failing(Optional.empty(), 0, 0);

    /// After so long it is given up.
    public static final Duration GIVEN_UP_AFTER = Duration.ofDays(5);

    /// After so long notice is given.
    public static final List<Duration> NOTICES = List.of(Duration.ofDays(1), Duration.ofDays(3));

    private static final int CALLS_MIN = 10;

    /// After some more attempts.
    public Failing after(Tally tally, Instant now) {
        if (tally.calls() > tally.failures()) {
            return NOT;
        }
        if (tally.failures() == 0) {
            return this;
        }
        Instant began = since.orElse(now);
        int failures = calls + tally.failures();
        int due =
                failures < CALLS_MIN
                        ? 0
                        : (int)
                                NOTICES.stream()
                                        .filter(after -> !now.isBefore(began.plus(after)))
                                        .count();
        return new Failing(Optional.of(began), failures, Math.max(notices, due));
    }

    /// Whether the endpoint is to be given up.
    public boolean isHopeless(Instant now) {
        return calls >= CALLS_MIN
                && since.filter(began -> !now.isBefore(began.plus(GIVEN_UP_AFTER))).isPresent();
    }
}
