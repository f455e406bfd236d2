package io.carillon.engine.delivery;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The stored deliveries that wait, for their first attempt or for another one: by endpoint, so
/// that what waits for one of them delays no other.
public final class WaitingDeliveries {
    private WaitingDeliveries() {}

    /// What became of waiting deliveries whose time had come: how many there were, and the leases
    /// of those that had not expired.
    record Claimed(int count, List<Lease> leases) {}

    /// Takes waiting deliveries whose time has come, of each endpoint up to so many, those that
    /// wait longest first. Those that expired meanwhile are settled.
    static Claimed claim(
            Handle handle, Map<Permits.Line, Integer> most, UUID incarnation, Instant now) {
        Columns<Map.Entry<Permits.Line, Integer>> column =
                new Columns<>(List.copyOf(most.entrySet()));
        List<Optional<Lease>> claimed =
                handle.createQuery(
                                """
                                -- claim waiting deliveries (every slot: by the index on endpoint and next attempt)
                                WITH waiting AS MATERIALIZED ( -- a fence: the limits count before the join
                                    SELECT w.*
                                    FROM unnest(:tenants, :endpoints, :mosts) AS e (tenant_id, endpoint_id, most)
                                    CROSS JOIN LATERAL (
                                        SELECT d.slot, d.id, d.tenant_id, d.occasion_id, d.attempts, d.expires_at
                                        FROM delivery d
                                        WHERE d.tenant_id = e.tenant_id AND d.endpoint_id = e.endpoint_id
                                          AND d.state IN ('pending', 'retrying')
                                          AND d.next_attempt_at <= :now
                                          AND d.departed_deaths < 2 -- the others are suspects
                                        ORDER BY d.next_attempt_at
                                        LIMIT e.most
                                        FOR NO KEY UPDATE SKIP LOCKED
                                    ) w
                                ), turn AS (
                                    SELECT w.slot, w.id, COALESCE(w.expires_at < :now, false) AS expired,
                                           w.attempts = 0 AS untried,
                                           -- One that cannot be read keeps no other from going.
                                           CASE WHEN pg_input_is_valid(o.late_after, 'interval')
                                                THEN o.late_after::interval END AS late_after
                                    FROM waiting w
                                    JOIN occasion o ON o.tenant_id = w.tenant_id AND o.id = w.occasion_id
                                )
                                UPDATE delivery d
                                SET state = CASE WHEN NOT t.expired THEN 'sending' WHEN t.untried THEN 'missed' ELSE 'failed' END,
                                    incarnation = :incarnation,
                                    fence = fence + 1,
                                    attempts = attempts + CASE WHEN t.expired THEN 0 ELSE 1 END,
                                    next_attempt_at = NULL,
                                    settled_at = CASE WHEN t.expired THEN :now END,
                                    detail = CASE WHEN t.expired THEN 'expired while it waited' ELSE detail END,
                                    late_for = CASE WHEN t.expired OR late_for IS NOT NULL THEN late_for
                                                    ELSE extract(epoch FROM :now - GREATEST(due_at, learnt_at)) * 1000000 END,
                                    late = CASE WHEN t.expired OR late IS NOT NULL THEN late
                                                ELSE :now - GREATEST(due_at, learnt_at) > t.late_after END
                                FROM turn t
                                WHERE d.slot = t.slot AND d.id = t.id
                                RETURNING d.*
                                """)
                        .bind(
                                "tenants",
                                SqlArray.of(Integer.class, column.of(e -> e.getKey().tenant())))
                        .bind(
                                "endpoints",
                                SqlArray.of(Integer.class, column.of(e -> e.getKey().endpoint())))
                        .bind("mosts", SqlArray.of(Integer.class, column.of(Map.Entry::getValue)))
                        .bind("incarnation", incarnation)
                        .bind("now", now)
                        .map((row, context) -> Deliveries.readLease(row))
                        .list();
        return new Claimed(claimed.size(), claimed.stream().flatMap(Optional::stream).toList());
    }

    /// For which endpoints something waits, and when the first of it may go.
    public static List<Waiting> byEndpoint(Handle handle) {
        return Outlook.read(handle, Instant.EPOCH, Instant.EPOCH, 0).waiting();
    }

    /// Settles what expired while it waited, up to so many, and returns how many that were.
    public static int settleExpired(Handle handle, Instant now, int limit) {
        return handle.createUpdate(
                        """
                        -- settle what expired while it waited (every slot: by the index on expiry)
                        WITH expired AS MATERIALIZED (
                            SELECT slot, id
                            FROM delivery
                            WHERE state IN ('pending', 'retrying') AND expires_at < :now
                            ORDER BY expires_at
                            LIMIT :limit
                            FOR NO KEY UPDATE SKIP LOCKED
                        )
                        UPDATE delivery d
                        SET state = CASE WHEN d.attempts = 0 THEN 'missed' ELSE 'failed' END,
                            next_attempt_at = NULL,
                            settled_at = :now,
                            detail = 'expired while it waited'
                        FROM expired e
                        WHERE d.slot = e.slot AND d.id = e.id
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .execute();
    }

    /// When the next waiting delivery expires.
    public static Optional<Instant> nextExpiryAt(Handle handle) {
        return handle.createQuery(
                        """
                        -- when does the next waiting delivery expire (every slot: by the index on expiry)
                        SELECT expires_at
                        FROM delivery
                        WHERE state IN ('pending', 'retrying') AND expires_at IS NOT NULL
                        ORDER BY expires_at
                        LIMIT 1
                        """)
                .map((row, context) -> Rows.instant(row, "expires_at"))
                .findOne();
    }
}
