package io.carillon.trials.history;

import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.Fault;
import java.time.Duration;
import java.util.List;

/// Explains requests that came too late because their process was suspended between its last look
/// at its lease and the first byte: no check inside a process can prevent that.
///
/// Such a request was built before the process was stopped, and leaves at once when it goes on.
/// What was built after that, or leaves later, had time to look.
final class Pauses {
    /// How the kind of such a fault begins.
    private static final String KIND = "pause";

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final List<Fault> pauses;

    Pauses(List<Event> events) {
        this.pauses =
                events.stream()
                        .filter(event -> event instanceof Fault)
                        .map(event -> (Fault) event)
                        .filter(fault -> isPause(fault) && fault.until() != null)
                        .toList();
    }

    static boolean isPause(Fault fault) {
        return fault.kind().startsWith(KIND);
    }

    boolean explain(Arrival arrival) {
        return pauses.stream().anyMatch(pause -> explains(pause, arrival));
    }

    private static boolean explains(Fault pause, Arrival arrival) {
        return pause.until() != null
                && pause.target().equals(arrival.node())
                && !arrival.builtAt().isAfter(pause.at())
                && !arrival.at().isBefore(pause.until())
                && !arrival.at().isAfter(pause.until().plus(AT_ONCE));
    }
}
