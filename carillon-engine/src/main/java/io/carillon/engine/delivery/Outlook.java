package io.carillon.engine.delivery;

import io.carillon.engine.database.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What there will be to claim: the next instants at which schedules are due, as many as that is
/// due at them, and for which endpoints something waits.
public record Outlook(List<Instant> dueAts, List<Waiting> waiting) {
    public Outlook {
        dueAts = List.copyOf(dueAts);
        waiting = List.copyOf(waiting);
    }

    /// Of the due instants only those after `after` and until `until`, up to a limit. However much
    /// waits, it looks at one row of each endpoint.
    public static Outlook read(Handle handle, Instant after, Instant until, int limit) {
        List<Instant> dueAts = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        handle.createQuery(
                        """
                        -- look ahead (every slot: by the index on due_at, and from endpoint to endpoint by that on endpoint and next attempt)
                        WITH RECURSIVE first AS (
                            (SELECT tenant_id, endpoint_id, next_attempt_at
                             FROM delivery
                             WHERE state IN ('pending', 'retrying')
                             ORDER BY tenant_id, endpoint_id, next_attempt_at
                             LIMIT 1)
                            UNION ALL
                            SELECT n.*
                            FROM first f
                            CROSS JOIN LATERAL (
                                SELECT d.tenant_id, d.endpoint_id, d.next_attempt_at
                                FROM delivery d
                                WHERE d.state IN ('pending', 'retrying')
                                  AND (d.tenant_id, d.endpoint_id) > (f.tenant_id, f.endpoint_id)
                                ORDER BY d.tenant_id, d.endpoint_id, d.next_attempt_at
                                LIMIT 1
                            ) n
                        )
                        (SELECT NULL::integer AS tenant_id, NULL::integer AS endpoint_id, due_at AS at
                         FROM schedule
                         WHERE due_at > :after AND due_at <= :until AND parked IS NULL
                         ORDER BY due_at
                         LIMIT :limit)
                        UNION ALL
                        SELECT tenant_id, endpoint_id, next_attempt_at
                        FROM first
                        """)
                .bind("after", after)
                .bind("until", until)
                .bind("limit", limit)
                .map((row, context) -> {
                    Instant at = Rows.instant(row, "at");
                    int tenant = row.getInt("tenant_id");
                    return row.wasNull()
                            ? dueAts.add(at)
                            : waiting.add(new Waiting(tenant, row.getInt("endpoint_id"), at));
                })
                .forEach(_ -> {});
        dueAts.sort(null);
        return new Outlook(dueAts, waiting);
    }
}
