package io.carillon.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Iterator;

/// What recurs, in nominal local times: before any zone is asked whether they exist.
public sealed interface Recurrence permits Annual, AnnualIn, Once, Ruled {
    /// The nominal times at `earliest` or later, in order; lazily.
    Iterator<NominalTime> from(LocalDateTime earliest);

    /// Whether two nominal times may be less than two days apart. Then a jump of a zone's clocks
    /// can bring two of them onto one instant, or out of order.
    boolean isDense();

    /// Whether a nominal time is among them that a zone resolved to `at`. An end in UTC says so
    /// only there.
    default boolean includes(NominalTime time, Instant at) {
        return true;
    }
}
