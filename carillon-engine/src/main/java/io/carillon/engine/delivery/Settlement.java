package io.carillon.engine.delivery;

import io.carillon.engine.occasion.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What becomes of a delivery once an attempt has ended. A pure decision: no clock, no SQL.
public sealed interface Settlement {
    record Delivered(String receipt) implements Settlement {}

    record RetryAt(Instant nextAttemptAt, String reason) implements Settlement {}

    /// Its endpoint is disabled: it goes again when somebody enables that.
    record Waits(String reason) implements Settlement {}

    record Failed(String reason) implements Settlement {}

    /// It may have been sent, and is not to be sent twice. `died` says that its node ended before
    /// it could tell.
    record InDoubt(String reason, boolean died) implements Settlement {}

    /// It cannot be sent as it is, or no node survives it.
    record Parked(String reason) implements Settlement {}

    /// The node ended, or gave up waiting, or failed itself in the middle of the attempt: it goes
    /// again, and the attempt does not count for the retry policy.
    record Interrupted(Instant nextAttemptAt, String reason) implements Settlement {}

    /// The attempt never began; earlier ones may have.
    record Released(boolean triedBefore) implements Settlement {}

    /// Its subject was deleted while it was being sent, and it was not accepted.
    record Cancelled(String reason) implements Settlement {}

    /// `expiresAt` is the last instant at which an attempt may begin.
    static Settlement of(
            Outcome outcome,
            Lease.Tries tries,
            Sending sending,
            Optional<Instant> expiresAt,
            Instant now,
            double jitter) {
        return switch (outcome) {
            case Outcome.Accepted(String receipt) -> new Delivered(receipt);
            case Outcome.Refused(String reason) -> new Failed(reason);
            case Outcome.Unavailable(String reason, Optional<Duration> retryAfter) ->
                    again(
                            reason,
                            sending.retry().waitAfter(tries.counted(), jitter),
                            retryAfter,
                            expiresAt,
                            now);
            case Outcome.Unknown(String reason) ->
                    switch (sending.whenUnknown()) {
                        case RESEND ->
                                again(
                                        reason,
                                        sending.retry().waitAfter(tries.counted(), jitter),
                                        Optional.empty(),
                                        expiresAt,
                                        now);
                        case HOLD -> new InDoubt(reason, false);
                    };
            case Outcome.Gone(String reason) -> new Waits(reason);
            case Outcome.Withheld() -> new Released(tries.triedBefore());
        };
    }

    default DeliveryState state() {
        return switch (this) {
            case Delivered(String _) -> DeliveryState.DELIVERED;
            case RetryAt(Instant _, String _) -> DeliveryState.RETRYING;
            case Waits(String _) -> DeliveryState.PENDING;
            case Failed(String _) -> DeliveryState.FAILED;
            case InDoubt(String _, boolean _) -> DeliveryState.IN_DOUBT;
            case Parked(String _) -> DeliveryState.PARKED;
            case Interrupted(Instant _, String _) -> DeliveryState.RETRYING;
            case Released(boolean triedBefore) ->
                    triedBefore ? DeliveryState.RETRYING : DeliveryState.PENDING;
            case Cancelled(String _) -> DeliveryState.CANCELLED;
        };
    }

    /// The receipt, or the reason; empty when nothing happened.
    default String detail() {
        return switch (this) {
            case Delivered(String receipt) -> receipt;
            case RetryAt(Instant _, String reason) -> reason;
            case Waits(String reason) -> reason;
            case Failed(String reason) -> reason;
            case InDoubt(String reason, boolean _) -> reason;
            case Parked(String reason) -> reason;
            case Interrupted(Instant _, String reason) -> reason;
            case Released(boolean _) -> "";
            case Cancelled(String reason) -> reason;
        };
    }

    private static Settlement again(
            String reason,
            Optional<Duration> wait,
            Optional<Duration> retryAfter,
            Optional<Instant> expiresAt,
            Instant now) {
        if (wait.isEmpty()) {
            return new Failed(reason + "; it was the last attempt");
        }
        Duration longer =
                retryAfter.filter(asked -> asked.compareTo(wait.get()) > 0).orElse(wait.get());
        Instant next = now.plus(longer);
        return expiresAt.filter(next::isAfter).isPresent()
                ? new Failed(reason + "; it expires before the next attempt")
                : new RetryAt(next, reason);
    }
}
