package io.carillon.cli.simulate;

import io.carillon.calendar.AnnualDate;
import java.time.Instant;
import java.util.Optional;

/// Something that happens in a scenario. It comes after whatever is due at its instant.
sealed interface Event {
    Instant at();

    /// The subject moves, or its date is corrected, or both in one edit.
    record Edit(Instant at, Optional<String> zone, Optional<AnnualDate> date) implements Event {}

    /// Nothing is claimed any more until `until`.
    record Down(Instant at, Instant until) implements Event {}

    /// The subject is deleted.
    record Delete(Instant at) implements Event {}
}
