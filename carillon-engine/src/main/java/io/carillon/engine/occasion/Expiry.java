package io.carillon.engine.occasion;

import io.carillon.calendar.Resolution;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.Optional;

/// Until when something due may still be sent: written as an ISO 8601 duration, `END_OF_LOCAL_DAY`
/// or `NEVER`.
public sealed interface Expiry {
    /// Until this long after the due instant, inclusive.
    record After(Duration duration) implements Expiry {
        public After {
            if (duration.isNegative()) {
                throw new DateTimeException("a time to expire cannot be negative: " + duration);
            }
        }

        @Override
        public String toString() {
            return duration.toString();
        }
    }

    /// Until the subject's local day of the due instant ends.
    record EndOfLocalDay() implements Expiry {
        @Override
        public String toString() {
            return "END_OF_LOCAL_DAY";
        }
    }

    /// For ever.
    record Never() implements Expiry {
        @Override
        public String toString() {
            return "NEVER";
        }
    }

    static Expiry parse(String text) {
        return switch (text) {
            case "END_OF_LOCAL_DAY" -> new EndOfLocalDay();
            case "NEVER" -> new Never();
            default -> new After(Duration.parse(text));
        };
    }

    /// The last instant at which what was due at `dueAt` may be sent; none when it never expires.
    default Optional<Instant> of(Instant dueAt, ZoneRules zone) {
        return switch (this) {
            case After(Duration duration) -> Optional.of(dueAt.plus(duration));
            case EndOfLocalDay() -> {
                var tomorrow = Resolution.localAt(dueAt, zone).toLocalDate().plusDays(1);
                yield Optional.of(Resolution.startOf(tomorrow, zone).minus(1, ChronoUnit.MICROS));
            }
            case Never() -> Optional.empty();
        };
    }
}
