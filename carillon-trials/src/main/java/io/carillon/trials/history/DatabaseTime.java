package io.carillon.trials.history;

import io.carillon.trials.history.Event.ClockStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the database's clock showed at each true instant: it is right, but for the steps that it
/// was made to take. When it took them is known to a moment; in doubt, each answer is the later
/// one.
final class DatabaseTime {
    private static final ClockStep RIGHT =
            new ClockStep(Instant.MIN, Instant.MIN, ClockStep.DATABASE, Duration.ZERO);

    private final List<ClockStep> steps = new ArrayList<>();

    DatabaseTime(List<Event> events) {
        steps.add(RIGHT);
        events.stream()
                .filter(event -> event instanceof ClockStep)
                .map(event -> (ClockStep) event)
                .filter(ClockStep::isOfDatabase)
                .sorted(Comparator.comparing(ClockStep::at))
                .forEach(steps::add);
    }

    /// What it showed then.
    Instant at(Instant instant) {
        return instant.plus(steps.get(last(instant)).ahead());
    }

    /// The latest that it had shown by then, now or before it was put back.
    Instant latestBy(Instant instant) {
        int last = last(instant);
        Instant latest = at(instant);
        for (int i = 1; i <= last; i++) {
            Instant end = steps.get(i).by().isAfter(instant) ? instant : steps.get(i).by();
            Instant before = end.plus(steps.get(i - 1).ahead());
            latest = before.isAfter(latest) ? before : latest;
        }
        return latest;
    }

    /// The last true instant at which it showed this. What it never showed, since it was put
    /// forward past it, it showed when that was done.
    Instant lastShowing(Instant shown) {
        int i = steps.size() - 1;
        while (shown.minus(steps.get(i).ahead()).isBefore(steps.get(i).at())) {
            i--;
        }
        Instant then = shown.minus(steps.get(i).ahead());
        boolean over = i + 1 < steps.size() && !then.isBefore(steps.get(i + 1).by());
        return over ? steps.get(i + 1).by() : then;
    }

    private int last(Instant instant) {
        int last = 0;
        while (last + 1 < steps.size() && !steps.get(last + 1).at().isAfter(instant)) {
            last++;
        }
        return last;
    }
}
