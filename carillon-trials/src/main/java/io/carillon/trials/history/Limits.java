package io.carillon.trials.history;

import java.time.Duration;
import java.util.Optional;

/// What a trial allows: how late a first request may be, also of what came due while a node stood
/// still in the middle of a settlement, how long what a dead node held may wait, how many older
/// ones a request of a backlog may overtake, and how many requests that came too late a pause may
/// explain; no limit where there is none.
public record Limits(
        Optional<Duration> lateness,
        Optional<Duration> heldUp,
        Optional<Duration> reclaim,
        Optional<Integer> overtaken,
        Optional<Integer> explained) {
    public static final Limits NONE =
            new Limits(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Limits withLateness(Duration max) {
        return new Limits(Optional.of(max), heldUp, reclaim, overtaken, explained);
    }

    public Limits withHeldUp(Duration max) {
        return new Limits(lateness, Optional.of(max), reclaim, overtaken, explained);
    }

    public Limits withReclaim(Duration max) {
        return new Limits(lateness, heldUp, Optional.of(max), overtaken, explained);
    }

    public Limits withOvertaken(int max) {
        return new Limits(lateness, heldUp, reclaim, Optional.of(max), explained);
    }

    /// Of each pause.
    public Limits withExplained(int max) {
        return new Limits(lateness, heldUp, reclaim, overtaken, Optional.of(max));
    }

    /// The same, however long things take.
    public Limits withoutTimes() {
        return new Limits(
                Optional.empty(), Optional.empty(), Optional.empty(), overtaken, explained);
    }
}
