package io.carillon.engine.delivery;

import io.carillon.engine.database.Rows;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The stored nodes: one row for each life of a process, with a counter that it raises while it
/// lives.
public final class Nodes {
    private Nodes() {}

    /// `claims` says whether it will claim, and so have a share of what endpoints bear.
    public static void register(
            Handle handle, UUID incarnation, String name, boolean claims, Instant now) {
        handle.createUpdate(
                        """
                        -- register a node
                        INSERT INTO node (incarnation, name, beat, started_at, claims)
                        VALUES (:incarnation, :name, 0, :now, :claims)
                        """)
                .bind("incarnation", incarnation)
                .bind("name", name)
                .bind("claims", claims)
                .bind("now", now)
                .execute();
    }

    /// What a beat was told: the database's clock, and whether there are other nodes.
    public record Beat(Instant now, boolean others) {}

    /// Raises a node's counter; empty when the node was declared dead.
    public static Optional<Beat> beat(Handle handle, UUID incarnation) {
        return handle.createQuery(
                        """
                        -- beat
                        UPDATE node
                        SET beat = beat + 1
                        WHERE incarnation = :incarnation
                        RETURNING clock_timestamp() AS now,
                            EXISTS (SELECT FROM node other WHERE other.incarnation <> :incarnation) AS others
                        """)
                .bind("incarnation", incarnation)
                .map((row, context) -> new Beat(Rows.instant(row, "now"), row.getBoolean("others")))
                .findOne();
    }

    /// The counters of all other nodes.
    public static Map<UUID, Long> othersThan(Handle handle, UUID incarnation) {
        Map<UUID, Long> beats = new HashMap<>();
        handle.createQuery(
                        """
                        -- read the beats of the others
                        SELECT incarnation, beat
                        FROM node
                        WHERE incarnation <> :incarnation
                        """)
                .bind("incarnation", incarnation)
                .map((row, context) ->
                        Map.entry(Rows.uuid(row, "incarnation"), row.getLong("beat")))
                .forEach(beat -> beats.put(beat.getKey(), beat.getValue()));
        return beats;
    }

    /// Whether a node may claim.
    public enum Opening {
        OPEN,
        /// The node was declared dead.
        LOST,
        /// There is a [Holds.Hold].
        HELD
    }

    /// Opens a claim: holds the node's row, so that it cannot be declared dead before the claim is
    /// committed, and bounds the transaction, so that a process that is stopped in it frees its
    /// rows.
    static Opening openClaim(Handle handle, UUID incarnation) {
        return handle.createQuery(
                        """
                        -- open a claim
                        SELECT set_config('transaction_timeout', '5s', true), EXISTS (SELECT FROM hold) AS held
                        FROM node
                        WHERE incarnation = :incarnation
                        FOR KEY SHARE
                        """)
                .bind("incarnation", incarnation)
                .map((row, context) -> row.getBoolean("held") ? Opening.HELD : Opening.OPEN)
                .findOne()
                .orElse(Opening.LOST);
    }

    /// Removes a node that ends. Waits for its claims under way; later ones find no row.
    public static void remove(Handle handle, UUID incarnation) {
        handle.createUpdate(
                        """
                        -- remove a node
                        DELETE FROM node
                        WHERE incarnation = :incarnation
                        """)
                .bind("incarnation", incarnation)
                .execute();
    }

    /// Removes a node whose counter still stands at `beat`; false when it has been raised, or when
    /// there is no such node any more. Waits for its claims under way, as [#remove] does.
    public static boolean removeSilent(Handle handle, UUID incarnation, long beat) {
        return handle.createUpdate(
                                """
                                -- remove a silent node
                                DELETE FROM node
                                WHERE incarnation = :incarnation AND beat = :beat
                                """)
                        .bind("incarnation", incarnation)
                        .bind("beat", beat)
                        .execute()
                > 0;
    }
}
