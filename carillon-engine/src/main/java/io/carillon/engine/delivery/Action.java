package io.carillon.engine.delivery;

import java.time.Instant;
import java.util.Locale;

/// What was done to a delivery from outside of its attempts: by whom, when and why. `attempts` says
/// how many of them had begun before.
public record Action(
        DeliveryId id, int tenant, int attempts, Instant actedAt, Kind kind, Cause cause) {
    /// The actor of what Carillon does by itself.
    static final String CARILLON = "carillon";

    /// What was done.
    public enum Kind {
        /// The outcome of an attempt was taken down that had been given up as unknown.
        OUTCOME,
        /// [Operation#REPLAY]
        REPLAY,
        /// [Operation#CANCEL]
        CANCEL,
        /// [Operation#RESOLVE_SENT]
        RESOLVE_SENT,
        /// [Operation#RESOLVE_RESEND]
        RESOLVE_RESEND;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind ofText(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /// Who did it, and why.
    public record Cause(String actor, String reason) {}
}
