package io.carillon.trials.history;

import java.time.Duration;
import java.util.Optional;

/// What a trial allows: how late a first request may be, how long what a dead node held may wait,
/// and how many older ones a request of a backlog may overtake; no limit where there is none.
public record Limits(
        Optional<Duration> lateness, Optional<Duration> reclaim, Optional<Integer> overtaken) {
    public static final Limits NONE =
            new Limits(Optional.empty(), Optional.empty(), Optional.empty());

    public Limits withLateness(Duration max) {
        return new Limits(Optional.of(max), reclaim, overtaken);
    }

    public Limits withReclaim(Duration max) {
        return new Limits(lateness, Optional.of(max), overtaken);
    }

    public Limits withOvertaken(int max) {
        return new Limits(lateness, reclaim, Optional.of(max));
    }
}
