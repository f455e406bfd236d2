package io.carillon.engine.delivery;

import io.carillon.engine.delivery.Nodes.Opening;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Places;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.Schedules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The stored schedules whose time has come, as a claim takes them.
final class DueSchedules {
    private static final Comparator<Schedule> OLDEST_FIRST =
            Comparator.comparing((Schedule schedule) ->
                            schedule.cursor().due().map(Due::at).orElse(Instant.MAX))
                    .thenComparingInt(schedule -> schedule.key().tenant());

    private DueSchedules() {}

    /// What was locked, nothing unless the claim is open; and the mark of the last change of a
    /// definition when it was looked for.
    record Taken(Opening opening, List<Schedule> schedules, Optional<UUID> definitionMark) {
        private static Taken nothing(Opening opening) {
            return new Taken(opening, List.of(), Optional.empty());
        }
    }

    private record Row(boolean held, Optional<UUID> mark, Optional<Schedule> schedule) {}

    /// Opens a claim as [Nodes#openClaim] does, and locks what is due within a window, oldest
    /// first, and of one instant tenant by tenant; rows that others hold are left to them. In real
    /// time nothing is due that the database's own clock has not reached. Their `places` are told.
    /// One statement does all of it, since each is a round trip.
    static Taken lock(
            Handle handle, UUID incarnation, Schedules.Window window, int limit, Places places) {
        List<Row> rows =
                handle.createQuery(
                                """
                                -- claim due schedules (every slot: by the index on due_at)
                                WITH opening AS MATERIALIZED (
                                    SELECT set_config('transaction_timeout', '5s', true), EXISTS (SELECT FROM hold) AS held
                                    FROM node
                                    WHERE incarnation = :incarnation
                                    FOR KEY SHARE
                                )
                                SELECT o.held, (SELECT mark FROM definition_change) AS definition_mark, d.place, d.slot, d.tenant_id,
                                       d.subject_id, d.occasion_id, d.step, d.zone, d.dates, d.attributes, d.period,
                                       d.due_at, d.learnt_at, d.same_day, d.expired, d.decided_through, d.rule_version,
                                       d.tzdb, d.parked
                                FROM opening o
                                LEFT JOIN LATERAL (
                                    SELECT ctid AS place, *
                                    FROM schedule
                                    WHERE NOT o.held AND due_at > :after
                                      -- As a subselect the clock is read once, and the comparison is an index condition.
                                      AND due_at <= LEAST(:until, (SELECT CASE WHEN :virtual THEN 'infinity'::timestamptz
                                                                               ELSE clock_timestamp() END))
                                      AND parked IS NULL
                                    ORDER BY due_at, tenant_id
                                    LIMIT :limit
                                    FOR NO KEY UPDATE SKIP LOCKED
                                ) d ON true
                                """)
                        .bind("incarnation", incarnation)
                        .bind("after", window.after())
                        .bind("until", window.until())
                        .bind("virtual", window.virtual())
                        .bind("limit", limit)
                        .map((row, context) -> read(row, context, places))
                        .list();
        if (rows.isEmpty()) {
            return Taken.nothing(Opening.LOST);
        }
        if (rows.getFirst().held()) {
            return Taken.nothing(Opening.HELD);
        }
        List<Schedule> due = new ArrayList<>(rows.size());
        rows.forEach(row -> row.schedule().ifPresent(due::add));
        due.sort(OLDEST_FIRST);
        return new Taken(Opening.OPEN, due, rows.getFirst().mark());
    }

    private static Row read(ResultSet row, StatementContext context, Places places)
            throws SQLException {
        boolean held = row.getBoolean("held");
        Optional<UUID> mark = Optional.ofNullable(row.getObject("definition_mark", UUID.class));
        if (row.getObject("slot") == null) {
            return new Row(held, mark, Optional.empty());
        }
        Schedule schedule = Schedules.read(row, context);
        places.add(schedule.key(), row);
        return new Row(held, mark, Optional.of(schedule));
    }
}
