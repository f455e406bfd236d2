package io.carillon.engine.schedule;

import java.time.Instant;
import java.util.Optional;

/// One schedule that is due at another instant since the tz database changed.
public record TzMove(
        ScheduleKey key, String period, String zone, Side before, Side after, Instant movedAt) {
    /// What a release said: when the schedule is due, if at all.
    public record Side(String tzdb, Optional<Instant> dueAt) {}

    /// The move from one plan to another; empty when the due instant is the same.
    static Optional<TzMove> between(Schedule before, Schedule after, String zone, Instant movedAt) {
        Side from = side(before);
        Side to = side(after);
        if (from.dueAt().equals(to.dueAt())) {
            return Optional.empty();
        }
        String period = after.cursor().due().or(before.cursor()::due).orElseThrow().period();
        return Optional.of(new TzMove(before.key(), period, zone, from, to, movedAt));
    }

    private static Side side(Schedule schedule) {
        return new Side(schedule.stamp().tzdb(), schedule.cursor().due().map(Due::at));
    }
}
