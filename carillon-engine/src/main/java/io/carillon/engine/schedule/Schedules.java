package io.carillon.engine.schedule;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.schedule.Due.Standing;
import io.carillon.engine.subject.StoredProfile;
import io.carillon.engine.subject.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/// The stored schedules. Whoever edits them locks them first, then reads, computes and writes.
public final class Schedules {

    private Schedules() {}

    public static void insert(Handle handle, List<Schedule> schedules) {
        Columns<Schedule> column = new Columns<>(schedules);
        bind(
                        handle.createUpdate(
                                """
                                -- insert schedules
                                INSERT INTO schedule (slot, tenant_id, subject_id, occasion_id, step, period, due_at,
                                                      learnt_at, same_day, expired, decided_through, rule_version,
                                                      tzdb, parked, zone, dates, attributes)
                                SELECT unnest(:slots), unnest(:tenants), unnest(:subjects), unnest(:occasions),
                                       unnest(:steps), unnest(:periods), unnest(:dueAts), unnest(:learntAts),
                                       unnest(:sameDays), unnest(:expireds), unnest(:decidedThroughs),
                                       unnest(:ruleVersions), unnest(:tzdbs), unnest(:parkeds), unnest(:zones),
                                       unnest(:dates)::json, unnest(:attributes)::json
                                """),
                        schedules)
                .bind("zones", SqlArray.of(String.class, column.of(s -> s.profile().zone())))
                .bind("dates", SqlArray.of(String.class, column.of(s -> s.profile().dates())))
                .bind(
                        "attributes",
                        SqlArray.of(String.class, column.of(s -> s.profile().attributes())))
                .execute();
    }

    /// Locks a subject's schedules until the transaction ends. Edits begin with this.
    public static List<Schedule> lockOf(Handle handle, int tenant, SubjectId subject) {
        return handle.createQuery(
                        """
                        -- lock the schedules of a subject
                        SELECT *
                        FROM schedule
                        WHERE slot = :slot AND tenant_id = :tenant AND subject_id = :subject
                        ORDER BY occasion_id, step
                        FOR NO KEY UPDATE
                        """)
                .bind("slot", subject.slot().number())
                .bind("tenant", tenant)
                .bind("subject", subject.uuid())
                .map(Schedules::read)
                .list();
    }

    /// A stretch of due instants: after one, through another. `virtual` says whose clock decides
    /// what is due: the caller's alone, or also the database's.
    public record Window(Instant after, Instant until, boolean virtual) {}

    /// The next instant at which something is due, whoever holds it.
    public static Optional<Instant> nextDueAt(Handle handle) {
        return handle.createQuery(
                        """
                        -- when is the next schedule due (every slot: by the index on due_at)
                        SELECT due_at
                        FROM schedule
                        WHERE due_at IS NOT NULL AND parked IS NULL
                        ORDER BY due_at
                        LIMIT 1
                        """)
                .map((row, context) -> Rows.instant(row, "due_at"))
                .findOne();
    }

    /// Locks these schedules until the transaction ends, in the order of their keys.
    public static List<Schedule> lock(Handle handle, List<ScheduleKey> keys) {
        Columns<ScheduleKey> column = new Columns<>(keys);
        return handle.createQuery(
                        """
                        -- lock schedules
                        SELECT s.*
                        FROM schedule s
                        JOIN unnest(:slots, :tenants, :subjects, :occasions, :steps)
                             AS wanted (slot, tenant_id, subject_id, occasion_id, step)
                             USING (slot, tenant_id, subject_id, occasion_id, step)
                        ORDER BY s.slot, s.tenant_id, s.subject_id, s.occasion_id, s.step
                        FOR NO KEY UPDATE OF s
                        """)
                .bind(
                        "slots",
                        SqlArray.of(
                                Short.class, column.of(key -> key.subject().slot().shortNumber())))
                .bind("tenants", SqlArray.of(Integer.class, column.of(ScheduleKey::tenant)))
                .bind("subjects", SqlArray.of(UUID.class, column.of(key -> key.subject().uuid())))
                .bind("occasions", SqlArray.of(Integer.class, column.of(ScheduleKey::occasion)))
                .bind("steps", SqlArray.of(String.class, column.of(ScheduleKey::step)))
                .map(Schedules::read)
                .list();
    }

    /// Lets this transaction wait for longer between its statements than others may: it locks
    /// nothing, and what it hands over may take long.
    public static void letIdle(Handle handle) {
        handle.execute(
                """
                -- let a transaction idle
                SELECT set_config('idle_in_transaction_session_timeout', '60s', true)
                """);
    }

    /// Hands over an occasion's schedules due within a window, without locking them, batch by
    /// batch. The transaction of `handle` stays open meanwhile, so what the batches lead to is
    /// written in others.
    public static void dueWithin(
            Handle handle,
            int tenant,
            int occasion,
            Window window,
            int batch,
            Consumer<List<Schedule>> batches) {
        try (Stream<Schedule> due =
                handle
                        .createQuery(
                                """
                                -- find schedules due within a window (every slot: by the index on due_at)
                                SELECT *
                                FROM schedule
                                WHERE due_at > :from AND due_at <= :until AND parked IS NULL
                                  AND tenant_id = :tenant AND occasion_id = :occasion
                                """)
                        .bind("from", window.after())
                        .bind("until", window.until())
                        .bind("tenant", tenant)
                        .bind("occasion", occasion)
                        .setFetchSize(batch)
                        .map(Schedules::read)
                        .stream()) {
            due.gather(Gatherers.windowFixed(batch)).forEach(batches);
        }
    }

    /// A page of what is due next, soonest first, of one subject or of all.
    public static List<Schedule> upcoming(
            Handle handle,
            int tenant,
            Optional<SubjectId> subject,
            Collection<Integer> occasions,
            Optional<Position> after,
            int limit) {
        String all =
                """
                -- list what is upcoming (every slot: by the index on due_at)
                SELECT *
                FROM schedule
                WHERE due_at >= :dueAt AND (due_at, slot, subject_id, occasion_id, step)
                                           > (:dueAt, :slot, :subject, :occasion, :step)
                  AND parked IS NULL AND tenant_id = :tenant AND occasion_id = ANY (:occasions)
                ORDER BY due_at, slot, subject_id, occasion_id, step
                LIMIT :limit
                """;
        String one =
                """
                -- list what is upcoming for a subject
                SELECT *
                FROM schedule
                WHERE slot = :ofSlot AND tenant_id = :tenant AND subject_id = :of
                  AND due_at >= :dueAt AND (due_at, slot, subject_id, occasion_id, step)
                                           > (:dueAt, :slot, :subject, :occasion, :step)
                  AND parked IS NULL AND occasion_id = ANY (:occasions)
                ORDER BY due_at, slot, subject_id, occasion_id, step
                LIMIT :limit
                """;
        var query =
                handle.createQuery(subject.isPresent() ? one : all)
                        .bind("tenant", tenant)
                        .bind("occasions", SqlArray.of(Integer.class, List.copyOf(occasions)))
                        .bind(
                                "dueAt",
                                after.map(Position::dueAt)
                                        .orElse(Instant.parse("0001-01-01T00:00:00Z")))
                        .bind("slot", after.map(p -> p.key().subject().slot().number()).orElse(-1))
                        .bind(
                                "subject",
                                after.map(p -> p.key().subject().uuid()).orElse(new UUID(0, 0)))
                        .bind("occasion", after.map(p -> p.key().occasion()).orElse(0))
                        .bind("step", after.map(p -> p.key().step()).orElse(""))
                        .bind("limit", limit);
        subject.ifPresent(id -> query.bind("ofSlot", id.slot().number()).bind("of", id.uuid()));
        return query.map(Schedules::read).list();
    }

    /// The schedules that cannot be planned.
    public static List<Schedule> parked(Handle handle, int tenant, int limit) {
        return handle.createQuery(
                        """
                        -- list parked schedules (every slot: by the index on what is parked)
                        SELECT *
                        FROM schedule
                        WHERE parked IS NOT NULL AND tenant_id = :tenant
                        LIMIT :limit
                        """)
                .bind("tenant", tenant)
                .bind("limit", limit)
                .map(Schedules::read)
                .list();
    }

    /// A place in the list of what is upcoming.
    public record Position(Instant dueAt, ScheduleKey key) {}

    /// Moves schedules on that this transaction has locked, and not written yet: by their places,
    /// for to find each of so many by its key costs more.
    public static void move(Handle handle, List<Schedule> schedules, Places places) {
        if (schedules.isEmpty()) {
            return;
        }
        int moved =
                bindPlans(
                                handle.createUpdate(
                                        """
                                        -- move claimed schedules on (every slot: by the places of rows that are locked)
                                        UPDATE schedule s
                                        SET period = n.period, due_at = n.due_at, learnt_at = n.learnt_at,
                                            same_day = n.same_day, expired = n.expired,
                                            decided_through = n.decided_through,
                                            rule_version = n.rule_version, tzdb = n.tzdb, parked = n.parked
                                        FROM (SELECT unnest(:places)::tid AS place, unnest(:periods) AS period,
                                                     unnest(:dueAts) AS due_at, unnest(:learntAts) AS learnt_at,
                                                     unnest(:sameDays) AS same_day, unnest(:expireds) AS expired,
                                                     unnest(:decidedThroughs) AS decided_through,
                                                     unnest(:ruleVersions) AS rule_version, unnest(:tzdbs) AS tzdb,
                                                     unnest(:parkeds) AS parked) AS n
                                        WHERE s.ctid = n.place
                                        """),
                                schedules)
                        .bind("places", places.of(schedules))
                        .execute();
        if (moved != schedules.size()) {
            throw new IllegalStateException(
                    "of %d schedules that are locked %d were where they lay"
                            .formatted(schedules.size(), moved));
        }
    }

    /// Writes schedules that this transaction has locked.
    public static void update(Handle handle, List<Schedule> schedules) {
        if (schedules.isEmpty()) {
            return;
        }
        bind(
                        handle.createUpdate(
                                """
                                -- move schedules on
                                UPDATE schedule s
                                SET period = n.period, due_at = n.due_at, learnt_at = n.learnt_at,
                                    same_day = n.same_day, expired = n.expired, decided_through = n.decided_through,
                                    rule_version = n.rule_version, tzdb = n.tzdb, parked = n.parked
                                FROM (SELECT unnest(:slots) AS slot, unnest(:tenants) AS tenant_id,
                                             unnest(:subjects) AS subject_id, unnest(:occasions) AS occasion_id,
                                             unnest(:steps) AS step, unnest(:periods) AS period,
                                             unnest(:dueAts) AS due_at, unnest(:learntAts) AS learnt_at,
                                             unnest(:sameDays) AS same_day, unnest(:expireds) AS expired,
                                             unnest(:decidedThroughs) AS decided_through,
                                             unnest(:ruleVersions) AS rule_version, unnest(:tzdbs) AS tzdb,
                                             unnest(:parkeds) AS parked) AS n
                                WHERE s.slot = n.slot AND s.tenant_id = n.tenant_id AND s.subject_id = n.subject_id
                                  AND s.occasion_id = n.occasion_id AND s.step = n.step
                                """),
                        schedules)
                .execute();
    }

    public static void deleteOf(Handle handle, int tenant, SubjectId subject) {
        handle.createUpdate(
                        """
                        -- delete the schedules of a subject
                        DELETE FROM schedule
                        WHERE slot = :slot AND tenant_id = :tenant AND subject_id = :subject
                        """)
                .bind("slot", subject.slot().number())
                .bind("tenant", tenant)
                .bind("subject", subject.uuid())
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, List<Schedule> schedules) {
        Columns<Schedule> column = new Columns<>(schedules);
        return bindPlans(statement, schedules)
                .bind(
                        "slots",
                        SqlArray.of(
                                Short.class,
                                column.of(s -> s.key().subject().slot().shortNumber())))
                .bind("tenants", SqlArray.of(Integer.class, column.of(s -> s.key().tenant())))
                .bind("subjects", SqlArray.of(UUID.class, column.of(s -> s.key().subject().uuid())))
                .bind("occasions", SqlArray.of(Integer.class, column.of(s -> s.key().occasion())))
                .bind("steps", SqlArray.of(String.class, column.of(s -> s.key().step())));
    }

    private static <S extends SqlStatement<S>> S bindPlans(S statement, List<Schedule> schedules) {
        Columns<Schedule> column = new Columns<>(schedules);
        return statement
                .bind(
                        "periods",
                        SqlArray.of(
                                String.class,
                                column.ofMaybe(s -> s.cursor().due().map(Due::period))))
                .bind(
                        "dueAts",
                        SqlArray.of(
                                Instant.class, column.ofMaybe(s -> s.cursor().due().map(Due::at))))
                .bind(
                        "learntAts",
                        SqlArray.of(
                                Instant.class,
                                column.ofMaybe(s -> s.cursor().due().flatMap(Due::learntAt))))
                .bind(
                        "sameDays",
                        SqlArray.of(Boolean.class, column.of(s -> is(s, Standing.SAME_DAY))))
                .bind(
                        "expireds",
                        SqlArray.of(Boolean.class, column.of(s -> is(s, Standing.EXPIRED))))
                .bind(
                        "decidedThroughs",
                        SqlArray.of(String.class, column.ofMaybe(s -> s.cursor().decidedThrough())))
                .bind(
                        "ruleVersions",
                        SqlArray.of(Integer.class, column.of(s -> s.stamp().ruleVersion())))
                .bind("tzdbs", SqlArray.of(String.class, column.of(s -> s.stamp().tzdb())))
                .bind("parkeds", SqlArray.of(String.class, column.ofMaybe(Schedule::parked)));
    }

    private static boolean is(Schedule schedule, Standing standing) {
        return schedule.cursor().due().filter(due -> due.standing() == standing).isPresent();
    }

    public static Schedule read(ResultSet row, StatementContext context) throws SQLException {
        ScheduleKey key =
                new ScheduleKey(
                        row.getInt("tenant_id"),
                        new SubjectId(Rows.uuid(row, "subject_id")),
                        row.getInt("occasion_id"),
                        row.getString("step"));
        Standing standing =
                row.getBoolean("expired")
                        ? Standing.EXPIRED
                        : row.getBoolean("same_day") ? Standing.SAME_DAY : Standing.REGULAR;
        Optional<Instant> learntAt = Rows.maybeInstant(row, "learnt_at");
        String period = row.getString("period");
        Optional<Due> due =
                Rows.maybeInstant(row, "due_at").map(at -> new Due(period, at, learntAt, standing));
        return new Schedule(
                key,
                StoredProfile.read(row),
                new Cursor(due, Rows.maybeText(row, "decided_through")),
                new Stamp(row.getInt("rule_version"), row.getString("tzdb")),
                Rows.maybeText(row, "parked"));
    }
}
