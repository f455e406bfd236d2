package io.carillon.trials.history;

import io.carillon.trials.history.Event.Fault;
import io.carillon.trials.history.Event.Reclaim;
import io.carillon.trials.history.Event.Up;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who could have seen that a node was dead: the others, while they were up and nothing was done to
/// them.
///
/// A node that begins to look does not know for how long another has been silent. So what a dead
/// node held is owed within the limit of its death by a node that lives through all of that, and by
/// others within the limit of their own beginning.
final class Watchers {
    private static final Duration SEEN_LATE_MAX = Duration.ofSeconds(1);

    /// No node starts in so short a time.
    private static final Duration START_MIN = Duration.ofMillis(100);

    private final Map<String, Instant> killedAt = new HashMap<>();
    private final Map<String, List<Watch>> watches = new HashMap<>();

    /// Until whenever the trial ended, where there is no end.
    private record Watch(Instant from, @Nullable Instant until) {
        boolean isOver(Instant at) {
            return until != null && until.isBefore(at);
        }
    }

    Watchers(List<Event> events) {
        List<Event> byTime =
                events.stream()
                        .filter(event -> event instanceof Up || event instanceof Fault)
                        .sorted(Comparator.comparing(Watchers::at))
                        .toList();
        for (Event event : byTime) {
            switch (event) {
                case Up(Instant at, String node) when isDead(node, at) -> {}
                case Up(Instant at, String node) -> begin(node, at);
                case Fault fault when fault.kind().equals("kill") -> {
                    killedAt.put(fault.target(), fault.at());
                    end(fault.target(), fault.at());
                }
                case Fault fault when watches.containsKey(fault.target()) -> {
                    end(fault.target(), fault.at());
                    if (fault.until() != null && Pauses.isPause(fault)) {
                        begin(fault.target(), fault.until());
                    }
                }
                default -> {} // done to something else than a node
            }
        }
    }

    /// Whether somebody had so long to take back what this node held, and had not; or nobody else
    /// is known.
    boolean isOverdue(Reclaim reclaim, Duration max) {
        Instant takenBack = reclaim.at().plusMillis(reclaim.millis());
        List<Watch> others =
                watches.entrySet().stream()
                        .filter(watch -> !watch.getKey().equals(reclaim.node()))
                        .flatMap(watch -> watch.getValue().stream())
                        .toList();
        if (others.isEmpty()) {
            return reclaim.at().plus(max).isBefore(takenBack);
        }
        return others.stream()
                .anyMatch(watch -> {
                    Instant deadline = later(watch.from(), reclaim.at()).plus(max);
                    return deadline.isBefore(takenBack) && !watch.isOver(deadline);
                });
    }

    /// How long it took, of the time in which somebody was up who took it back in the end, or who
    /// died no longer before that was seen than it may take to see it; from its node's death on
    /// where nobody is known.
    Duration takenWhileUp(Reclaim reclaim) {
        Instant takenBack = reclaim.at().plusMillis(reclaim.millis());
        return watches.entrySet().stream()
                .filter(watch -> !watch.getKey().equals(reclaim.node()))
                .flatMap(watch -> watch.getValue().stream())
                .filter(watch ->
                        !watch.from().isAfter(takenBack)
                                && !watch.isOver(takenBack.minus(SEEN_LATE_MAX)))
                .map(watch -> Duration.between(later(watch.from(), reclaim.at()), takenBack))
                .max(Duration::compareTo)
                .orElse(Duration.ofMillis(reclaim.millis()));
    }

    /// The longest of these times.
    Duration longestWhileUp(List<Reclaim> reclaims) {
        return reclaims.stream()
                .map(this::takenWhileUp)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private void begin(String node, Instant at) {
        watches.computeIfAbsent(node, _ -> new ArrayList<>()).add(new Watch(at, null));
    }

    /// Whether this was killed while it was told to be up, and the end came first.
    private boolean isDead(String node, Instant at) {
        Instant killed = killedAt.get(node);
        return killed != null && at.isBefore(killed.plus(START_MIN));
    }

    private void end(String node, Instant at) {
        List<Watch> own = watches.getOrDefault(node, new ArrayList<>());
        own.replaceAll(watch -> watch.until() == null ? new Watch(watch.from(), at) : watch);
    }

    private static Instant at(Event event) {
        return switch (event) {
            case Up up -> up.at();
            case Fault fault -> fault.at();
            default -> throw new IllegalArgumentException(event.toString());
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
