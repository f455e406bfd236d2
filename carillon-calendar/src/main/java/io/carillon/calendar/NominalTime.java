package io.carillon.calendar;

import java.time.LocalDateTime;
import java.util.Optional;

/// A local time that a recurrence names, before any zone is asked whether it exists, and the period
/// it belongs to. `leapDay` is there when that policy moved it.
public record NominalTime(String period, LocalDateTime at, Optional<LeapDayPolicy> leapDay) {
    static NominalTime plain(String period, LocalDateTime at) {
        return new NominalTime(period, at, Optional.empty());
    }
}
