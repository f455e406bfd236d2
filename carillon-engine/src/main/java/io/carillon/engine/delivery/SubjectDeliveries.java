package io.carillon.engine.delivery;

import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// The stored deliveries of one subject, when it is deleted.
public final class SubjectDeliveries {
    private SubjectDeliveries() {}

    /// Takes back what waits to be sent to a deleted subject, and forgets what its messages were
    /// made of.
    public static void cancelOf(Handle handle, int tenant, SubjectId subject, Instant now) {
        handle.createUpdate(
                        """
                        -- cancel the deliveries of a deleted subject
                        UPDATE delivery
                        SET state = CASE WHEN state IN ('pending', 'retrying') THEN 'cancelled' ELSE state END,
                            settled_at = COALESCE(settled_at, :now),
                            detail = CASE WHEN state IN ('pending', 'retrying') THEN 'its subject was deleted'
                                          ELSE detail END,
                            next_attempt_at = NULL,
                            inputs = NULL
                        WHERE slot = :slot AND tenant_id = :tenant AND subject_id = :subject
                          AND state NOT IN ('sending', 'delivered')
                        """)
                .bind("now", now)
                .bind("slot", subject.slot().number())
                .bind("tenant", tenant)
                .bind("subject", subject.uuid())
                .execute();
    }

    /// Deletes every delivery to a subject, every attempt, and every action.
    public static void eraseOf(Handle handle, int tenant, SubjectId subject) {
        handle.createUpdate(
                        """
                        -- erase the deliveries of a subject
                        WITH gone AS (
                            DELETE FROM delivery d
                            WHERE d.slot = :slot AND d.tenant_id = :tenant AND d.subject_id = :subject
                            RETURNING d.id
                        ), acted AS (
                            DELETE FROM delivery_action c
                            USING gone g
                            WHERE c.slot = :slot AND c.delivery_id = g.id
                        )
                        DELETE FROM attempt a
                        USING gone g
                        WHERE a.slot = :slot AND a.delivery_id = g.id
                        """)
                .bind("slot", subject.slot().number())
                .bind("tenant", tenant)
                .bind("subject", subject.uuid())
                .execute();
    }
}
