package io.carillon.engine.delivery;

import java.util.Locale;
import java.util.Optional;

/// The state of a delivery. Before it exists there is only its schedule; it begins as [#PENDING],
/// [#SENDING] or [#MISSED].
public enum DeliveryState {
    /// Waiting for its first attempt: for capacity, or because its node stopped before the attempt
    /// began.
    PENDING,
    /// Leased by a node, which is sending it.
    SENDING,
    /// Waiting for its next attempt.
    RETRYING,
    /// Accepted by its endpoint.
    DELIVERED,
    /// Refused, or tried in vain until it expired or its attempts ran out.
    FAILED,
    /// Never tried in time.
    MISSED,
    /// Set aside, because it cannot be rendered.
    PARKED,
    /// Its subject was deleted before it was sent.
    CANCELLED;

    /// What can happen to a delivery.
    public sealed interface Event {
        /// A node took it.
        record Claimed() implements Event {}

        /// Its time ran out before a node took it.
        record Expired() implements Event {}

        /// An attempt ended, and this was decided.
        record Ended(Settlement settlement) implements Event {}

        /// Its subject was deleted.
        record SubjectDeleted() implements Event {}
    }

    /// The state that follows an event; none when the event cannot happen in this state.
    public Optional<DeliveryState> after(Event event) {
        return switch (this) {
            case PENDING -> waiting(event, MISSED);
            case RETRYING -> waiting(event, FAILED);
            case SENDING ->
                    switch (event) {
                        case Event.Ended(Settlement settlement) -> Optional.of(settlement.state());
                        case Event.Claimed(), Event.Expired(), Event.SubjectDeleted() ->
                                Optional.empty();
                    };
            case DELIVERED, FAILED, MISSED, PARKED, CANCELLED -> Optional.empty();
        };
    }

    /// As it is written in the database and in JSON.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DeliveryState ofText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Optional<DeliveryState> waiting(Event event, DeliveryState expired) {
        return switch (event) {
            case Event.Claimed() -> Optional.of(SENDING);
            case Event.Expired() -> Optional.of(expired);
            case Event.SubjectDeleted() -> Optional.of(CANCELLED);
            case Event.Ended(Settlement _) -> Optional.empty();
        };
    }
}
