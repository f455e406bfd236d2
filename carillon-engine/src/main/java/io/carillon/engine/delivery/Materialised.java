package io.carillon.engine.delivery;

import io.carillon.calendar.Annual;
import io.carillon.engine.delivery.Turn.Decided;
import io.carillon.engine.delivery.Turn.Verdict;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.schedule.ScheduleKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A delivery about to be inserted by a claim.
record Materialised(
        DeliveryId id,
        ScheduleKey schedule,
        Decided decided,
        int endpoint,
        int ruleVersion,
        DeliveryState state,
        Map<String, String> inputs) {
    /// What was decided of one of a subject's occurrences; `inputs` are what its message is made
    /// of.
    static Materialised of(
            ScheduleKey schedule, Decided decided, Occasion occasion, Map<String, String> inputs) {
        String period = decided.due().period();
        DeliveryState state =
                switch (decided.verdict()) {
                    case Verdict.Send(Duration _, boolean _) -> DeliveryState.SENDING;
                    case Verdict.Waits(Instant _) -> DeliveryState.PENDING;
                    case Verdict.Missed(String _) -> DeliveryState.MISSED;
                };
        return new Materialised(
                DeliveryId.of(schedule, period, Annual.dayOf(period)),
                schedule,
                decided,
                occasion.step().endpoint(),
                occasion.version(),
                state,
                inputs);
    }

    /// Where it wants to go, if it is to be sent.
    Optional<Permits.Line> line() {
        return state == DeliveryState.SENDING
                ? Optional.of(new Permits.Line(schedule.tenant(), endpoint))
                : Optional.empty();
    }

    /// The same, waiting.
    Materialised waiting() {
        return new Materialised(
                id, schedule, decided, endpoint, ruleVersion, DeliveryState.PENDING, inputs);
    }

    Optional<Duration> lateFor() {
        return switch (decided.verdict()) {
            case Verdict.Send(Duration lateFor, boolean _) when state == DeliveryState.SENDING ->
                    Optional.of(lateFor);
            case Verdict.Send(Duration _, boolean _),
                    Verdict.Waits(Instant _),
                    Verdict.Missed(String _) ->
                    Optional.empty();
        };
    }

    Optional<Boolean> late() {
        return switch (decided.verdict()) {
            case Verdict.Send(Duration _, boolean late) when state == DeliveryState.SENDING ->
                    Optional.of(late);
            case Verdict.Send(Duration _, boolean _),
                    Verdict.Waits(Instant _),
                    Verdict.Missed(String _) ->
                    Optional.empty();
        };
    }

    Optional<String> detail() {
        return switch (decided.verdict()) {
            case Verdict.Missed(String reason) -> Optional.of(reason);
            case Verdict.Send(Duration _, boolean _), Verdict.Waits(Instant _) -> Optional.empty();
        };
    }

    /// Until when it waits for its local hours.
    Optional<Instant> waitsUntil() {
        return switch (decided.verdict()) {
            case Verdict.Waits(Instant until) -> Optional.of(until);
            case Verdict.Send(Duration _, boolean _), Verdict.Missed(String _) -> Optional.empty();
        };
    }

    /// The lease that this delivery begins with, when it begins as sending; its `first` fence is
    /// the same for all of a claim.
    Lease lease(Fence first) {
        Content content =
                new Content(
                        decided.due().period(), decided.due().at(), late().orElse(false), inputs);
        return new Lease(
                id, schedule, endpoint, first, Lease.Tries.FIRST, decided.expiresAt(), content);
    }
}
