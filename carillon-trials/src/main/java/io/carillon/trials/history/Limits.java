package io.carillon.trials.history;

import java.time.Duration;
import java.util.Optional;

/// What a trial allows: how late a first request may be, and how long what a dead node held may
/// wait; no limit where there is none.
public record Limits(Optional<Duration> lateness, Optional<Duration> reclaim) {
    public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());

    public Limits withLateness(Duration max) {
        return new Limits(Optional.of(max), reclaim);
    }

    public Limits withReclaim(Duration max) {
        return new Limits(lateness, Optional.of(max));
    }
}
