package io.carillon.engine.occasion;

import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.OverlapPolicy;
import java.time.Duration;

/// How an occasion treats times that do not exist, and times that have passed. `lateAfter` is the
/// lateness from which a delivery calls itself late.
public record Policies(
        LeapDayPolicy leapDay,
        GapPolicy gap,
        OverlapPolicy overlap,
        SameDay sameDay,
        Expiry expiresAfter,
        Duration lateAfter,
        CatchUp catchUp) {}
