package io.carillon.engine.schedule;

import java.util.Optional;

/// Where a schedule stands: what it owes next, and the last period that was decided. A decided
/// period never comes again, whatever is edited.
public record Cursor(Optional<Due> due, Optional<String> decidedThrough) {
    /// The cursor of a schedule that has decided nothing yet.
    public static final Cursor START = new Cursor(Optional.empty(), Optional.empty());

    boolean decided(String period) {
        return decidedThrough.filter(last -> period.compareTo(last) <= 0).isPresent();
    }
}
