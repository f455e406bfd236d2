package io.carillon.trials.history;

import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Explains requests that came too late because their process was suspended between its last look
/// at its lease and the first byte: no check inside a process can prevent that.
///
/// The look for such a request began before the process was stopped, and it leaves at once when
/// that goes on. Between the two no thread waits for anything, so there are few: of each pause at
/// most as many are explained as the limits say, where they do.
final class Pauses {
    /// How the kind of such a fault begins.
    private static final String KIND = "pause";

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final List<Fault> pauses;
    private final Optional<Integer> eachMax;
    private final Map<Fault, Integer> explained = new HashMap<>();

    Pauses(List<Event> events, Optional<Integer> eachMax) {
        this.eachMax = eachMax;
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
        return pauses.stream()
                .filter(pause -> explains(pause, arrival))
                .anyMatch(pause ->
                        explained.merge(pause, 1, Integer::sum)
                                <= eachMax.orElse(Integer.MAX_VALUE));
    }

    /// Whether a node stood still in the middle of a settlement then. It cannot hold what comes due
    /// meanwhile.
    boolean isStandstill(Instant instant) {
        return pauses.stream()
                .filter(pause -> pause.kind().equals(Fault.STANDSTILL) && pause.until() != null)
                .anyMatch(pause -> instant.isAfter(pause.at()) && instant.isBefore(pause.until()));
    }

    private static boolean explains(Fault pause, Arrival arrival) {
        return pause.until() != null
                && pause.target().equals(arrival.node())
                && !arrival.lookedAt().isAfter(pause.at())
                && !arrival.at().isBefore(pause.until())
                && !arrival.at().isAfter(pause.until().plus(AT_ONCE));
    }
}
