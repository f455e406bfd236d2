package io.carillon.engine.delivery;

import java.util.Arrays;
import java.util.List;

/// What somebody can do to a delivery.
public enum Operation {
    /// A new attempt under the same id, with new attempts and a new time to expire.
    REPLAY,
    /// It is not sent any more.
    CANCEL,
    /// What was in doubt had been sent.
    RESOLVE_SENT,
    /// What was in doubt goes again, as by a replay.
    RESOLVE_RESEND;

    /// The states in which it can be done.
    public List<DeliveryState> states() {
        return Arrays.stream(DeliveryState.values())
                .filter(state -> state.after(event(true)).isPresent())
                .toList();
    }

    /// Whether it sends again what the delivery's message is made of.
    boolean sends() {
        return switch (this) {
            case REPLAY, RESOLVE_RESEND -> true;
            case CANCEL, RESOLVE_SENT -> false;
        };
    }

    DeliveryState.Event event(boolean triedBefore) {
        return switch (this) {
            case REPLAY -> new DeliveryState.Event.Replayed(triedBefore);
            case CANCEL -> new DeliveryState.Event.Cancelled();
            case RESOLVE_SENT -> new DeliveryState.Event.Resolved(true);
            case RESOLVE_RESEND -> new DeliveryState.Event.Resolved(false);
        };
    }

    Action.Kind kind() {
        return switch (this) {
            case REPLAY -> Action.Kind.REPLAY;
            case CANCEL -> Action.Kind.CANCEL;
            case RESOLVE_SENT -> Action.Kind.RESOLVE_SENT;
            case RESOLVE_RESEND -> Action.Kind.RESOLVE_RESEND;
        };
    }
}
