package io.carillon.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// Hours of every local day, from `from` until `until`, exclusive; over midnight when they end
/// before they begin. They are what the clocks show: an hour that the clocks jump over does not
/// come that day, and one that they show twice comes twice.
public record LocalHours(LocalTime from, LocalTime until) {
    private static final Duration DAY = Duration.ofDays(1);

    public LocalHours {
        if (from.equals(until)) {
            throw new DateTimeException("hours that begin and end at the same time: " + from);
        }
    }

    public boolean contains(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(until);
        return from.isBefore(until) ? begun && !over : begun || !over;
    }

    /// The first instant, from this one on, at which the zone's clocks show one of these hours.
    public Instant openFrom(Instant instant, ZoneRules zone) {
        Instant at = instant;
        while (true) {
            LocalTime shown = Resolution.localAt(at, zone).toLocalTime();
            if (contains(shown)) {
                return at;
            }
            // Clocks run on evenly until they are next changed, and may show anything then.
            Instant opening = at.plus(fromUntil(shown, from));
            ZoneOffsetTransition change = zone.nextTransition(at);
            if (change == null || opening.isBefore(change.getInstant())) {
                return opening;
            }
            at = change.getInstant();
        }
    }

    private static Duration fromUntil(LocalTime one, LocalTime other) {
        Duration time = Duration.between(one, other);
        return time.isNegative() ? time.plus(DAY) : time;
    }
}
