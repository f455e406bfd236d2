package io.carillon.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.Optional;

/// What recurs, in nominal local times: before any zone is asked whether they exist.
public sealed interface Recurrence permits Annual, AnnualIn, Once, Ruled {
    /// The nominal times at `earliest` or later, in order; lazily.
    Iterator<LocalDateTime> from(LocalDateTime earliest);

    /// The name of the period that one of the nominal times belongs to.
    String periodOf(LocalDateTime time);

    /// The policy that moved one of the nominal times, if one did.
    default Optional<LeapDayPolicy> leapDayOf(LocalDateTime time) {
        return Optional.empty();
    }

    /// Whether two nominal times may be less than two days apart. Then a jump of a zone's clocks
    /// can bring two of them onto one instant, or out of order.
    boolean isDense();

    /// Whether a nominal time is among them that a zone resolved to `at`. An end in UTC says so
    /// only there.
    default boolean includes(LocalDateTime time, Instant at) {
        return true;
    }
}
