package io.carillon.engine.schedule;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.subject.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The stored moves: who moved when the tz database changed. Each is written in the transaction
/// that moved the schedule.
public final class TzMoves {
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private TzMoves() {}

    /// A place in the list of moves.
    public record Position(Instant movedAt, ScheduleKey key) {}

    public static void insert(Handle handle, List<TzMove> moves) {
        if (moves.isEmpty()) {
            return;
        }
        Columns<TzMove> column = new Columns<>(moves);
        handle.createUpdate(
                        """
                        -- record who moved
                        INSERT INTO tz_move (slot, tenant_id, subject_id, occasion_id, step, moved_at, period, zone,
                                             due_before, due_after, tzdb_before, tzdb_after)
                        SELECT * FROM unnest(:slots, :tenants, :subjects, :occasions, :steps, :movedAts, :periods,
                                             :zones, :dueBefores, :dueAfters, :tzdbBefores, :tzdbAfters)
                        -- Two moves in one instant are one.
                        ON CONFLICT (slot, tenant_id, subject_id, occasion_id, step, moved_at) DO UPDATE
                        SET period = excluded.period, due_after = excluded.due_after, tzdb_after = excluded.tzdb_after
                        """)
                .bind("slots", SqlArray.of(Short.class, column.of(TzMoves::slot)))
                .bind("tenants", SqlArray.of(Integer.class, column.of(move -> move.key().tenant())))
                .bind(
                        "subjects",
                        SqlArray.of(UUID.class, column.of(move -> move.key().subject().uuid())))
                .bind(
                        "occasions",
                        SqlArray.of(Integer.class, column.of(move -> move.key().occasion())))
                .bind("steps", SqlArray.of(String.class, column.of(move -> move.key().step())))
                .bind("movedAts", SqlArray.of(Instant.class, column.of(TzMove::movedAt)))
                .bind("periods", SqlArray.of(String.class, column.of(TzMove::period)))
                .bind("zones", SqlArray.of(String.class, column.of(TzMove::zone)))
                .bind(
                        "dueBefores",
                        SqlArray.of(Instant.class, column.ofMaybe(move -> move.before().dueAt())))
                .bind(
                        "dueAfters",
                        SqlArray.of(Instant.class, column.ofMaybe(move -> move.after().dueAt())))
                .bind(
                        "tzdbBefores",
                        SqlArray.of(String.class, column.of(move -> move.before().tzdb())))
                .bind(
                        "tzdbAfters",
                        SqlArray.of(String.class, column.of(move -> move.after().tzdb())))
                .execute();
    }

    /// A page of moves, newest first, after `after`.
    public static List<TzMove> page(
            Handle handle, int tenant, Optional<Position> after, int limit) {
        return handle.createQuery(
                        """
                        -- list moves (every slot: by the index on moved_at)
                        SELECT *
                        FROM tz_move
                        WHERE moved_at <= :movedAt AND (moved_at, slot, subject_id, occasion_id, step)
                                                       < (:movedAt, :slot, :subject, :occasion, :step)
                          AND tenant_id = :tenant
                        ORDER BY moved_at DESC, slot DESC, subject_id DESC, occasion_id DESC, step DESC
                        LIMIT :limit
                        """)
                .bind("tenant", tenant)
                .bind("movedAt", after.map(Position::movedAt).orElse(END))
                .bind("slot", after.map(p -> p.key().subject().slot().number()).orElse(0))
                .bind("subject", after.map(p -> p.key().subject().uuid()).orElse(new UUID(0, 0)))
                .bind("occasion", after.map(p -> p.key().occasion()).orElse(0))
                .bind("step", after.map(p -> p.key().step()).orElse(""))
                .bind("limit", limit)
                .map(TzMoves::read)
                .list();
    }

    public static void deleteOf(Handle handle, int tenant, SubjectId subject) {
        handle.createUpdate(
                        """
                        -- delete the moves of a subject
                        DELETE FROM tz_move
                        WHERE slot = :slot AND tenant_id = :tenant AND subject_id = :subject
                        """)
                .bind("slot", subject.slot().number())
                .bind("tenant", tenant)
                .bind("subject", subject.uuid())
                .execute();
    }

    /// Deletes up to `limit` moves made before an instant, and says how many.
    public static int deleteBefore(Handle handle, Instant before, int limit) {
        return handle.createUpdate(
                        """
                        -- delete old moves (every slot: by the index on moved_at)
                        DELETE FROM tz_move
                        WHERE ctid = ANY (ARRAY(SELECT ctid FROM tz_move m WHERE m.moved_at < :before LIMIT :limit))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute();
    }

    private static Short slot(TzMove move) {
        return move.key().subject().slot().shortNumber();
    }

    private static TzMove read(ResultSet row, StatementContext context) throws SQLException {
        ScheduleKey key =
                new ScheduleKey(
                        row.getInt("tenant_id"),
                        new SubjectId(Rows.uuid(row, "subject_id")),
                        row.getInt("occasion_id"),
                        row.getString("step"));
        return new TzMove(
                key,
                row.getString("period"),
                row.getString("zone"),
                new TzMove.Side(row.getString("tzdb_before"), Rows.maybeInstant(row, "due_before")),
                new TzMove.Side(row.getString("tzdb_after"), Rows.maybeInstant(row, "due_after")),
                Rows.instant(row, "moved_at"));
    }
}
