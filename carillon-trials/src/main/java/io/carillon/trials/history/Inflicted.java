package io.carillon.trials.history;

import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.ClockStep;
import io.carillon.trials.history.Event.Edit;
import io.carillon.trials.history.Event.Fault;
import io.carillon.trials.history.Event.Outage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What was done to the nodes and what they live among, by kind. Whether a node's clock was set is
/// read back in what it sent: it counts once a request shows it, and only where neither the true
/// clock nor the one before would have shown the same.
public final class Inflicted {
    /// A request is made a moment before it comes, and says the second only; a node sees its clock
    /// change up to a second later.
    private static final Duration ABOUT = Duration.ofSeconds(3);

    private final SequencedMap<String, Long> counts = new TreeMap<>();

    private Inflicted(List<Event> events) {
        Map<String, Duration> last = new HashMap<>();
        Map<String, ClockStep> unseen = new HashMap<>();
        for (Event event : events) {
            switch (event) {
                case Fault fault -> count(fault.kind().replaceFirst(" ?\\[.*", ""));
                case Edit edit -> count("edit, " + edit.kind().name().toLowerCase(Locale.ROOT));
                case Outage _ -> count("outage");
                case ClockStep step when step.isOfDatabase() -> count("clock of the database set");
                case ClockStep step -> {
                    unseen.remove(step.whose());
                    Duration before = last.getOrDefault(step.whose(), Duration.ZERO);
                    if (!isNear(step.ahead(), before, 2)
                            && !isNear(step.ahead(), Duration.ZERO, 2)) {
                        unseen.put(step.whose(), step);
                    }
                    last.put(step.whose(), step.ahead());
                }
                case Arrival arrival -> {
                    ClockStep step = unseen.get(arrival.node());
                    if (step != null && isNear(ahead(arrival), step.ahead(), 1)) {
                        unseen.remove(arrival.node());
                        count("clock of a node set");
                    }
                }
                default -> {}
            }
        }
    }

    /// How often each kind.
    public static SequencedMap<String, Long> byKind(List<Event> events) {
        return new Inflicted(events).counts;
    }

    /// How often a kind, or any that begins so.
    public static long of(String kind, Map<String, Long> byKind) {
        return byKind.entrySet().stream()
                .filter(one -> one.getKey().startsWith(kind))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private void count(String kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    private static Duration ahead(Arrival arrival) {
        return Duration.between(arrival.at(), arrival.builtAt());
    }

    private static boolean isNear(Duration one, Duration other, int times) {
        return one.minus(other).abs().compareTo(ABOUT.multipliedBy(times)) <= 0;
    }
}
