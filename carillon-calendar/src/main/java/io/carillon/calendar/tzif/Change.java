package io.carillon.calendar.tzif;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;

/// The clocks change, at a second since 1970, from one offset to another.
record Change(long at, ZoneOffset before, ZoneOffset after) {
    ZoneOffsetTransition transition() {
        return ZoneOffsetTransition.of(shown(before), before, after);
    }

    /// The earlier one of the times that the clocks show at the change, before it and after.
    LocalDateTime shownFirst() {
        return shown(after.getTotalSeconds() < before.getTotalSeconds() ? after : before);
    }

    /// The later one of them.
    LocalDateTime shownLast() {
        return shown(after.getTotalSeconds() < before.getTotalSeconds() ? before : after);
    }

    Instant instant() {
        return Instant.ofEpochSecond(at);
    }

    private LocalDateTime shown(ZoneOffset offset) {
        return LocalDateTime.ofEpochSecond(at, 0, offset);
    }
}
