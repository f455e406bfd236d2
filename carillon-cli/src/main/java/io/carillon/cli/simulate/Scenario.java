package io.carillon.cli.simulate;

import io.carillon.calendar.AnnualDate;
import io.carillon.engine.input.OccasionFields;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A subject, an occasion, a stretch of time and what happens in it. Events are in the order in
/// which they happen; those of one instant in the order in which they were written.
record Scenario(Who who, OccasionFields occasion, Instant from, Instant until, List<Event> events) {
    /// Whose date recurs, and where they live at first.
    record Who(String zone, AnnualDate date) {}

    Scenario {
        events = events.stream().sorted(Comparator.comparing(Event::at)).toList();
    }
}
