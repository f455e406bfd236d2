package io.carillon.server.delivery;

import io.carillon.engine.schedule.TzMove;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One whom a change of the tz database moved, as the API shows it. Null says that nothing was due,
/// or that nothing will be.
record MoveJson(
        UUID subjectId,
        String occasion,
        String step,
        String period,
        String zone,
        @Nullable Instant dueBefore,
        @Nullable Instant dueAfter,
        String tzdbBefore,
        String tzdbAfter,
        Instant movedAt) {
    static MoveJson of(TzMove move, String occasion) {
        return new MoveJson(
                move.key().subject().uuid(),
                occasion,
                move.key().step(),
                move.period(),
                move.zone(),
                move.before().dueAt().orElse(null),
                move.after().dueAt().orElse(null),
                move.before().tzdb(),
                move.after().tzdb(),
                move.movedAt());
    }
}
