package io.carillon.engine.delivery;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.SqlArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Deliveries that may be what their nodes die of: [#DEATHS] of them died after it had departed.
///
/// That a delivery departs is noted, at the price of a commit, only once a node has died with it:
/// so a first death blames nothing, and normal deliveries pay nothing. Of all that was leased by a
/// node that dies after that, only the few that had really departed are blamed. A suspect is
/// claimed by a node that holds nothing else: then nothing shares its fate. One node does that at a
/// time, and the others go on. Nodes also die of other causes, and any of them just then; not
/// [#DEATHS_ALONE] times.
public final class Suspects {
    /// Written out in the migrations' index and in the claim of waiting deliveries, too.
    private static final int DEATHS = 2;

    private static final int DEATHS_ALONE = 3;

    private Suspects() {}

    /// Whether so many deaths after its departure leave no doubt.
    public static boolean isPoison(int deaths) {
        return deaths >= DEATHS + DEATHS_ALONE;
    }

    /// Counts one more node that died after these had departed. To be called after their
    /// settlement, in its transaction: the subjects are held by then.
    public static void blame(Handle handle, List<Lease> departed) {
        if (departed.isEmpty()) {
            return;
        }
        Columns<Lease> column = new Columns<>(departed);
        handle.createUpdate(
                        """
                        -- count deaths after a departure
                        UPDATE delivery d
                        SET departed_deaths = d.departed_deaths + 1
                        FROM unnest(:slots, :ids, :incarnations, :fences) AS l (slot, id, incarnation, fence)
                        WHERE d.slot = l.slot AND d.id = l.id
                          AND d.state <> 'sending' AND d.incarnation = l.incarnation AND d.fence = l.fence
                          AND d.departed_fence = l.fence
                        """)
                .bind(
                        "slots",
                        SqlArray.of(Short.class, column.of(l -> l.id().slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(l -> l.id().uuid())))
                .bind(
                        "incarnations",
                        SqlArray.of(UUID.class, column.of(l -> l.fence().incarnation())))
                .bind("fences", SqlArray.of(Integer.class, column.of(l -> l.fence().number())))
                .execute();
    }

    /// Whether one waits whose time has come, for one of these endpoints.
    static boolean wait(Handle handle, Set<Integer> endpoints, Instant now) {
        return handle.createQuery(
                        """
                        -- see whether a suspect waits (every slot: by the index on suspects)
                        SELECT EXISTS (
                            SELECT FROM delivery
                            WHERE departed_deaths >= 2 AND state IN ('pending', 'retrying')
                              AND next_attempt_at <= :now AND endpoint_id = ANY (:endpoints)
                        )
                        """)
                .bind("now", now)
                .bind("endpoints", SqlArray.of(Integer.class, List.copyOf(endpoints)))
                .mapTo(Boolean.class)
                .one();
    }

    /// Whether it is this node's turn to send alone: no other has it.
    static boolean takeTurn(Handle handle, UUID incarnation) {
        return handle.createUpdate(
                                """
                                -- take the turn to send alone
                                INSERT INTO alone (incarnation)
                                SELECT incarnation FROM node WHERE incarnation = :incarnation
                                ON CONFLICT (one) DO UPDATE SET incarnation = excluded.incarnation
                                WHERE alone.incarnation = excluded.incarnation
                                """)
                        .bind("incarnation", incarnation)
                        .execute()
                > 0;
    }

    static void leaveTurn(Handle handle, UUID incarnation) {
        handle.createUpdate(
                        """
                        -- leave the turn to send alone
                        DELETE FROM alone
                        WHERE incarnation = :incarnation
                        """)
                .bind("incarnation", incarnation)
                .execute();
    }

    /// Takes the one that waits longest. It has been sent before, so that how late it is is known.
    static Optional<Lease> claim(
            Handle handle, Set<Integer> endpoints, UUID incarnation, Instant now) {
        return handle.createQuery(
                        """
                        -- claim a suspect (every slot: by the index on suspects)
                        WITH suspect AS MATERIALIZED ( -- a fence: the limit counts before the join
                            SELECT slot, id
                            FROM delivery
                            WHERE departed_deaths >= 2 AND state IN ('pending', 'retrying')
                              AND next_attempt_at <= :now AND endpoint_id = ANY (:endpoints)
                              AND COALESCE(expires_at >= :now, true)
                            ORDER BY next_attempt_at
                            LIMIT 1
                            FOR NO KEY UPDATE SKIP LOCKED
                        )
                        UPDATE delivery d
                        SET state = 'sending',
                            incarnation = :incarnation,
                            fence = fence + 1,
                            attempts = attempts + 1,
                            next_attempt_at = NULL
                        FROM suspect s
                        WHERE d.slot = s.slot AND d.id = s.id
                        RETURNING d.*
                        """)
                .bind("now", now)
                .bind("incarnation", incarnation)
                .bind("endpoints", SqlArray.of(Integer.class, List.copyOf(endpoints)))
                .map((row, context) -> Deliveries.readLease(row).orElseThrow())
                .findOne();
    }
}
