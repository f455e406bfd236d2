package io.carillon.calendar.rrule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// Where a rule ends. Every moment it names is still part of the rule.
sealed interface End {
    record Never() implements End {}

    /// COUNT.
    record After(int count) implements End {}

    /// UNTIL as a date.
    record OnDay(LocalDate day) implements End {}

    /// UNTIL as a local time.
    record AtLocal(LocalDateTime local) implements End {}

    /// UNTIL in UTC: which local time that is, only a zone knows.
    record AtInstant(Instant instant) implements End {}

    /// How far past an instant, read as if local, local times may still come before it: more than
    /// any zone is away from UTC.
    int ZONES_APART = 2 * Seconds.OF_DAY;

    /// The last local second that may still belong to the rule.
    default long lastSecond() {
        return switch (this) {
            case Never(), After(var _) -> Seconds.LAST;
            case OnDay(var day) -> Math.min(Seconds.lastOf(day), Seconds.LAST);
            case AtLocal(var local) -> Seconds.of(local);
            case AtInstant(var instant) ->
                    Math.min(instant.getEpochSecond() + ZONES_APART, Seconds.LAST);
        };
    }

    /// How many times the rule has.
    default long countMax() {
        return this instanceof After(int count) ? count : Long.MAX_VALUE;
    }
}
