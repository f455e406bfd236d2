package io.carillon.engine.delivery;

import java.time.Instant;
import java.util.Optional;

/// A lease that ended: when, what was decided, and, if an attempt was made under it, when that
/// began, as far as that is known, and what the channel said in a word.
public record Settled(
        Lease lease,
        Optional<Instant> startedAt,
        Instant endedAt,
        Optional<String> outcome,
        Settlement settlement) {
    private static final String UNKNOWN = "unknown";

    /// A lease that is let go before its attempt began.
    public static Settled released(Lease lease, Instant now) {
        return new Settled(
                lease,
                Optional.empty(),
                now,
                Optional.empty(),
                new Settlement.Released(lease.tries().triedBefore()));
    }

    /// A lease whose node ended, gave up waiting, or failed itself in the middle of the attempt.
    public static Settled interrupted(
            Lease lease, Optional<Instant> startedAt, Instant now, Instant next, String how) {
        return new Settled(
                lease, startedAt, now, Optional.of(UNKNOWN), new Settlement.Interrupted(next, how));
    }

    /// A lease whose attempt may have been sent and is not to be sent again: its node ended, or
    /// gave up waiting.
    public static Settled inDoubt(
            Lease lease, Optional<Instant> startedAt, Instant now, String how) {
        return new Settled(
                lease, startedAt, now, Optional.of(UNKNOWN), new Settlement.InDoubt(how, true));
    }

    /// A lease whose node ended in the middle of the attempt, as others had before, with nothing
    /// else to send.
    public static Settled poison(
            Lease lease, Optional<Instant> startedAt, Instant now, String how) {
        return new Settled(lease, startedAt, now, Optional.of(UNKNOWN), new Settlement.Parked(how));
    }

    /// Whether it is known if the message was taken.
    boolean isKnown() {
        return !outcome.equals(Optional.of(UNKNOWN));
    }

    /// Whether the lease ended with its node.
    boolean died() {
        return switch (settlement) {
            case Settlement.Interrupted(Instant _, String _) -> true;
            case Settlement.InDoubt(String _, boolean died) -> died;
            case Settlement.Delivered(String _),
                    Settlement.RetryAt(Instant _, String _),
                    Settlement.Waits(String _),
                    Settlement.Failed(String _),
                    Settlement.Parked(String _),
                    Settlement.Released(boolean _),
                    Settlement.Cancelled(String _) ->
                    false;
        };
    }

    /// Whether the delivery's row says it all: it was accepted at its first attempt.
    boolean isPlain() {
        return isDelivered() && lease.tries().attempts() == 1;
    }

    public boolean isDelivered() {
        return settlement instanceof Settlement.Delivered;
    }

    DeliveryState state() {
        return DeliveryState.SENDING.after(new DeliveryState.Event.Ended(settlement)).orElseThrow();
    }

    /// The same, but that it waits for a person, for this reason.
    public Settled parked(String why) {
        return new Settled(lease, startedAt, endedAt, outcome, new Settlement.Parked(why));
    }

    Settled cancelled() {
        String last = outcome.isPresent() ? "; the last attempt: " + settlement.detail() : "";
        return new Settled(
                lease,
                startedAt,
                endedAt,
                outcome,
                new Settlement.Cancelled("its subject was deleted" + last));
    }
}
