package io.carillon.engine.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The state of a delivery. Before it exists there is only its schedule; it begins as [#PENDING],
/// [#SENDING] or [#MISSED].
public enum DeliveryState {
    /// Waiting for its first attempt: for capacity, for its endpoint, or because its node stopped
    /// before the attempt began. Or waiting for an endpoint that said that it is gone.
    PENDING,
    /// Leased by a node, which is sending it.
    SENDING,
    /// Waiting for its next attempt.
    RETRYING,
    /// Accepted by its endpoint.
    DELIVERED,
    /// Refused, or tried in vain until it expired or its attempts ran out.
    FAILED,
    /// It may have been sent, which nobody knows, and is not to be sent twice: somebody decides.
    IN_DOUBT,
    /// Never tried in time.
    MISSED,
    /// Set aside, because it cannot be rendered, or because one node after the other died with it.
    PARKED,
    /// Its subject was deleted before it was sent, or somebody took it back.
    CANCELLED;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// What can happen to a delivery.
    public sealed interface Event {
        /// A node took it.
        record Claimed() implements Event {}

        /// Its time ran out while it waited; `tried` says whether an attempt was made before.
        record Expired(boolean tried) implements Event {}

        /// An attempt ended, and this was decided.
        record Ended(Settlement settlement) implements Event {}

        /// After it was given up as unknown, the outcome of its attempt came in, and this was
        /// decided.
        record Known(Settlement settlement) implements Event {}

        /// Its subject was deleted.
        record SubjectDeleted() implements Event {}

        /// Somebody had it sent anew.
        record Replayed(boolean triedBefore) implements Event {}

        /// Somebody took it back.
        record Cancelled() implements Event {}

        /// Somebody found out whether it had been sent.
        record Resolved(boolean sent) implements Event {}
    }

    /// The state that follows an event; none when the event cannot happen in this state.
    public Optional<DeliveryState> after(Event event) {
        return switch (this) {
            case PENDING -> waiting(event);
            case RETRYING ->
                    event.equals(new Event.Expired(false)) ? Optional.empty() : waiting(event);
            case SENDING ->
                    event instanceof Event.Ended(Settlement settlement)
                            ? Optional.of(settlement.state())
                            : Optional.empty();
            case IN_DOUBT -> doubtful(event);
            case FAILED, MISSED, PARKED, CANCELLED ->
                    event instanceof Event.Replayed(boolean triedBefore)
                            ? Optional.of(waitsAgain(triedBefore))
                            : Optional.empty();
            case DELIVERED -> Optional.empty();
        };
    }

    /// As it is written in the database and in JSON.
    public String text() {
        return text;
    }

    public static DeliveryState ofText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Optional<DeliveryState> waiting(Event event) {
        return switch (event) {
            case Event.Claimed() -> Optional.of(SENDING);
            case Event.Expired(boolean tried) -> Optional.of(tried ? FAILED : MISSED);
            case Event.SubjectDeleted(), Event.Cancelled() -> Optional.of(CANCELLED);
            case Event.Ended(Settlement _),
                    Event.Known(Settlement _),
                    Event.Replayed(boolean _),
                    Event.Resolved(boolean _) ->
                    Optional.empty();
        };
    }

    private static Optional<DeliveryState> doubtful(Event event) {
        return switch (event) {
            case Event.Known(Settlement settlement) -> known(settlement);
            case Event.Replayed(boolean triedBefore) -> Optional.of(waitsAgain(triedBefore));
            case Event.Cancelled() -> Optional.of(CANCELLED);
            case Event.Resolved(boolean sent) -> Optional.of(sent ? DELIVERED : RETRYING);
            case Event.Ended(Settlement _),
                    Event.Claimed(),
                    Event.Expired(boolean _),
                    Event.SubjectDeleted() ->
                    Optional.empty();
        };
    }

    private static DeliveryState waitsAgain(boolean triedBefore) {
        return triedBefore ? RETRYING : PENDING;
    }

    /// The attempt stands in the history already, so that what was not sent after all goes back to
    /// those that were tried.
    private static Optional<DeliveryState> known(Settlement settlement) {
        return switch (settlement) {
            case Settlement.Delivered(String _),
                    Settlement.RetryAt(Instant _, String _),
                    Settlement.Waits(String _),
                    Settlement.Failed(String _),
                    Settlement.Cancelled(String _) ->
                    Optional.of(settlement.state());
            case Settlement.Released(boolean _) -> Optional.of(RETRYING);
            case Settlement.InDoubt(String _, boolean _),
                    Settlement.Interrupted(Instant _, String _),
                    Settlement.Parked(String _) ->
                    Optional.empty();
        };
    }
}
