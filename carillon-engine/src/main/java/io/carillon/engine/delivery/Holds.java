package io.carillon.engine.delivery;

import io.carillon.engine.database.Rows;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The stored hold: while there is one, nothing is claimed, on any node. [Nodes#openClaim] asks for
/// it.
public final class Holds {
    private Holds() {}

    /// That nothing is claimed: since when, and the node whose start asked for it.
    public record Hold(Instant heldAt, String node) {}

    /// Holds; where that is so already, it stays as it is.
    public static void hold(Handle handle, Hold hold) {
        handle.createUpdate(
                        """
                        -- hold
                        INSERT INTO hold (held_at, node)
                        VALUES (:heldAt, :node)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("heldAt", hold.heldAt())
                .bind("node", hold.node())
                .execute();
    }

    public static Optional<Hold> find(Handle handle) {
        return handle.createQuery(
                        """
                        -- read the hold
                        SELECT held_at, node
                        FROM hold
                        """)
                .map((row, context) ->
                        new Hold(Rows.instant(row, "held_at"), row.getString("node")))
                .findOne();
    }

    /// Ends it; false when there was none.
    public static boolean release(Handle handle) {
        return handle.createUpdate(
                                """
                                -- release
                                DELETE FROM hold
                                """)
                        .execute()
                > 0;
    }
}
