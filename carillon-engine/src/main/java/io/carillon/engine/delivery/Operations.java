package io.carillon.engine.delivery;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.delivery.DeliveryLists.Position;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// What somebody does to stored deliveries. Whoever calls holds the subjects, then locks the
/// deliveries, and only then changes them.
final class Operations {
    private Operations() {}

    /// A delivery that was selected, not locked yet.
    record Candidate(DeliveryId id, SubjectId subject, Instant dueAt) {}

    /// A delivery to be sent anew: in which state it waits, until when, and what its message is
    /// made of from now on, if that changes.
    record Replay(
            DeliveryId id,
            DeliveryState state,
            Optional<Instant> expiresAt,
            Optional<Map<String, String>> inputs) {}

    /// Bounds the transaction, so that a process that is stopped in it frees its rows.
    static void open(Handle handle) {
        handle.createQuery(
                        """
                        -- open an operation
                        SELECT set_config('transaction_timeout', '5s', true)
                        """)
                .mapTo(String.class)
                .one();
    }

    static List<Candidate> select(Handle handle, int tenant, Selection wanted) {
        return wanted.ids().isEmpty()
                ? selectByState(handle, tenant, wanted, wanted.state().orElseThrow())
                : selectByIds(handle, tenant, wanted);
    }

    private static List<Candidate> selectByState(
            Handle handle, int tenant, Selection wanted, DeliveryState state) {
        DeliveryLists.planByValues(handle);
        return handle.createQuery(
                        """
                        -- select deliveries in a state (every slot: by the index on state)
                        SELECT id, subject_id, due_at
                        FROM delivery
                        WHERE state = :state AND due_at >= :from AND due_at < :until AND (due_at, id) > (:dueAt, :id)
                          AND tenant_id = :tenant AND (:occasion::integer IS NULL OR occasion_id = :occasion)
                        ORDER BY due_at, id
                        LIMIT :limit
                        """)
                .bind("state", state.text())
                .bind("from", wanted.dueFrom())
                .bind("until", wanted.dueUntil())
                .bind("dueAt", wanted.after().map(Position::dueAt).orElse(wanted.dueFrom()))
                .bind("id", wanted.after().map(at -> at.id().uuid()).orElse(new UUID(0, 0)))
                .bind("tenant", tenant)
                .bind("occasion", wanted.occasion())
                .bind("limit", wanted.limit())
                .map(Operations::candidate)
                .list();
    }

    private static List<Candidate> selectByIds(Handle handle, int tenant, Selection wanted) {
        Columns<DeliveryId> column = new Columns<>(wanted.ids());
        return handle.createQuery(
                        """
                        -- select deliveries by their ids
                        SELECT d.id, d.subject_id, d.due_at
                        FROM unnest(:slots, :ids) AS w (slot, id)
                        JOIN delivery d ON d.slot = w.slot AND d.id = w.id
                        WHERE d.tenant_id = :tenant AND d.due_at >= :from AND d.due_at < :until
                          AND (:occasion::integer IS NULL OR d.occasion_id = :occasion)
                          AND (:state::text IS NULL OR d.state = :state)
                        """)
                .bind("slots", SqlArray.of(Short.class, column.of(id -> id.slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(DeliveryId::uuid)))
                .bind("tenant", tenant)
                .bind("occasion", wanted.occasion())
                .bind("from", wanted.dueFrom())
                .bind("until", wanted.dueUntil())
                .bind("state", wanted.state().map(DeliveryState::text))
                .map(Operations::candidate)
                .list();
    }

    /// Locks these deliveries, in the order of their keys; but for those that have left the state
    /// they were selected by, if they were.
    static List<Target> lock(
            Handle handle, int tenant, List<DeliveryId> ids, Optional<DeliveryState> state) {
        Columns<DeliveryId> column = new Columns<>(ids);
        return handle.createQuery(
                        """
                        -- lock deliveries
                        SELECT d.id, d.tenant_id, d.subject_id, d.occasion_id, d.step, d.state, d.attempts, d.deaths,
                               d.spent, d.inputs IS NOT NULL AS remembers
                        FROM unnest(:slots, :ids) AS w (slot, id)
                        JOIN delivery d ON d.slot = w.slot AND d.id = w.id
                        WHERE d.tenant_id = :tenant AND (:state::text IS NULL OR d.state = :state)
                        ORDER BY d.slot, d.id
                        FOR NO KEY UPDATE OF d
                        """)
                .bind("slots", SqlArray.of(Short.class, column.of(id -> id.slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(DeliveryId::uuid)))
                .bind("tenant", tenant)
                .bind("state", state.map(DeliveryState::text))
                .map(Operations::target)
                .list();
    }

    static void replay(Handle handle, Instant now, List<Replay> replays) {
        Columns<Replay> column = new Columns<>(replays);
        handle.createUpdate(
                        """
                        -- replay deliveries
                        UPDATE delivery d
                        SET state = r.state, next_attempt_at = :now, expires_at = r.expires_at,
                            spent = d.attempts - d.deaths, sent_at = NULL, settled_at = NULL, departed_at = NULL,
                            detail = NULL, inputs = COALESCE(r.inputs::jsonb, d.inputs)
                        FROM unnest(:slots, :ids, :states, :expiresAts, :inputs)
                             AS r (slot, id, state, expires_at, inputs)
                        WHERE d.slot = r.slot AND d.id = r.id
                        """)
                .bind("now", now)
                .bind(
                        "slots",
                        SqlArray.of(Short.class, column.of(r -> r.id().slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(r -> r.id().uuid())))
                .bind("states", SqlArray.of(String.class, column.of(r -> r.state().text())))
                .bind("expiresAts", SqlArray.of(Instant.class, column.ofMaybe(Replay::expiresAt)))
                .bind(
                        "inputs",
                        SqlArray.of(String.class, column.ofMaybe(r -> r.inputs().map(Rows::json))))
                .execute();
    }

    static void cancel(Handle handle, Instant now, List<DeliveryId> ids) {
        Columns<DeliveryId> column = new Columns<>(ids);
        handle.createUpdate(
                        """
                        -- cancel deliveries
                        UPDATE delivery d
                        SET state = 'cancelled', next_attempt_at = NULL, settled_at = :now, departed_at = NULL,
                            detail = 'cancelled by hand'
                        FROM unnest(:slots, :ids) AS c (slot, id)
                        WHERE d.slot = c.slot AND d.id = c.id
                        """)
                .bind("now", now)
                .bind("slots", SqlArray.of(Short.class, column.of(id -> id.slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(DeliveryId::uuid)))
                .execute();
    }

    /// What was in doubt had been sent, then: when it departed is when it was.
    static void resolveAsSent(Handle handle, Instant now, List<DeliveryId> ids) {
        Columns<DeliveryId> column = new Columns<>(ids);
        handle.createUpdate(
                        """
                        -- resolve deliveries as sent
                        UPDATE delivery d
                        SET state = 'delivered', sent_at = d.departed_at, settled_at = :now, departed_at = NULL,
                            detail = 'resolved as sent', inputs = NULL
                        FROM unnest(:slots, :ids) AS s (slot, id)
                        WHERE d.slot = s.slot AND d.id = s.id
                        """)
                .bind("now", now)
                .bind("slots", SqlArray.of(Short.class, column.of(id -> id.slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(DeliveryId::uuid)))
                .execute();
    }

    private static Candidate candidate(ResultSet row, StatementContext context)
            throws SQLException {
        return new Candidate(
                new DeliveryId(Rows.uuid(row, "id")),
                new SubjectId(Rows.uuid(row, "subject_id")),
                Rows.instant(row, "due_at"));
    }

    private static Target target(ResultSet row, StatementContext context) throws SQLException {
        ScheduleKey schedule = Deliveries.readSchedule(row);
        return new Target(
                new DeliveryId(Rows.uuid(row, "id")),
                schedule,
                DeliveryState.ofText(row.getString("state")),
                new Lease.Tries(row.getInt("attempts"), row.getInt("deaths"), row.getInt("spent")),
                row.getBoolean("remembers"));
    }
}
