package io.carillon.engine.runtime;

import io.carillon.engine.database.Rows;
import io.carillon.engine.delivery.Content;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// A delivery as it stands in the database, down to what nobody is shown.
record Stored(
        DeliveryId id,
        ScheduleKey schedule,
        DeliveryState state,
        Fence fence,
        Lease.Tries tries,
        Optional<Instant> nextAttemptAt,
        Instant expiresAt,
        boolean settled,
        boolean remembers,
        boolean subjectLives,
        int history) {
    private static final String READ =
            """
            SELECT d.*, d.settled_at IS NOT NULL AS settled, d.inputs IS NOT NULL AS remembers,
                   EXISTS (SELECT FROM subject s WHERE s.id = d.subject_id) AS subject_lives,
                   (SELECT count(*) FROM attempt a WHERE a.delivery_id = d.id) AS history
            FROM delivery d
            """;

    static Stored read(Jdbi jdbi, DeliveryId id) {
        return one(jdbi, READ + " WHERE d.id = ?", id.uuid());
    }

    /// The only one of this subject.
    static Stored first(Jdbi jdbi, SubjectId subject) {
        return one(jdbi, READ + " WHERE d.subject_id = ?", subject.uuid());
    }

    SubjectId subject() {
        return schedule.subject();
    }

    boolean tried() {
        return tries.attempts() > 0;
    }

    /// Without the one that is being made.
    int attemptsMade() {
        return tries.attempts() - (state == DeliveryState.SENDING ? 1 : 0);
    }

    Lease lease(Fence under) {
        return new Lease(
                id,
                schedule,
                Engine.WEBHOOK,
                under,
                tries,
                Optional.of(expiresAt),
                new Content("2027", expiresAt, false, Map.of()));
    }

    private static Stored one(Jdbi jdbi, String query, UUID id) {
        return jdbi.withHandle(
                handle -> handle.select(query, id).map((row, context) -> read(row)).one());
    }

    private static Stored read(ResultSet row) throws SQLException {
        return new Stored(
                new DeliveryId(Rows.uuid(row, "id")),
                new ScheduleKey(
                        row.getInt("tenant_id"),
                        new SubjectId(Rows.uuid(row, "subject_id")),
                        row.getInt("occasion_id"),
                        row.getString("step")),
                DeliveryState.ofText(row.getString("state")),
                new Fence(Rows.uuid(row, "incarnation"), row.getInt("fence")),
                new Lease.Tries(row.getInt("attempts"), row.getInt("deaths"), row.getInt("spent")),
                Rows.maybeInstant(row, "next_attempt_at"),
                Rows.instant(row, "expires_at"),
                row.getBoolean("settled"),
                row.getBoolean("remembers"),
                row.getBoolean("subject_lives"),
                row.getInt("history"));
    }
}
