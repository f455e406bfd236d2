package io.carillon.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/// One occurrence of a recurrence in a zone: its period, the local time that really rings, and the
/// instant. `how` and `leapDay` say which policies acted.
public record Occurrence(
        String period,
        LocalDateTime local,
        Instant at,
        Resolution.How how,
        Optional<LeapDayPolicy> leapDay) {}
