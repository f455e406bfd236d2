package io.carillon.server.delivery;

import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One thing that happened to a delivery, as the API shows it.
sealed interface HistoryJson {
    /// An attempt that has ended.
    record Attempted(
            int number, Optional<Instant> startedAt, Instant endedAt, String outcome, String detail)
            implements HistoryJson {}

    /// What was done from outside.
    record Acted(String action, String actor, String reason, Instant actedAt)
            implements HistoryJson {}

    /// All of it in order: an action comes after the attempts that had begun before it.
    static List<HistoryJson> of(List<Attempt> attempts, List<Action> actions) {
        List<HistoryJson> history = new ArrayList<>();
        int next = 0;
        for (Attempt attempt : attempts) {
            while (next < actions.size() && actions.get(next).attempts() < attempt.number()) {
                history.add(of(actions.get(next++)));
            }
            history.add(
                    new Attempted(
                            attempt.number(),
                            attempt.startedAt(),
                            attempt.endedAt(),
                            attempt.outcome(),
                            attempt.detail()));
        }
        actions.subList(next, actions.size()).forEach(action -> history.add(of(action)));
        return List.copyOf(history);
    }

    private static Acted of(Action action) {
        return new Acted(
                action.kind().text(),
                action.cause().actor(),
                action.cause().reason(),
                action.actedAt());
    }
}
