package io.carillon.embedded;

import java.time.Duration;

/// How long to pause before something is tried again: each time twice as long, up to half a minute.
record Backoff(Duration pause) {

    private static final Duration PAUSE_MIN = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    static Backoff first() {
        return new Backoff(PAUSE_MIN);
    }

    Backoff longer() {
        var twice = pause.multipliedBy(2);
        return new Backoff(twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX);
    }
}
