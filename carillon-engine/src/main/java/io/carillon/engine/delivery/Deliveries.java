package io.carillon.engine.delivery;

import static io.carillon.engine.delivery.DeliveryState.SENDING;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import io.carillon.engine.subject.Subjects;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The stored deliveries, as the loops write them. What people read of them is in [DeliveryLists].
public final class Deliveries {
    private Deliveries() {}

    /// Inserts what a claim decided; a duplicate key when one of them is there already.
    static void insert(Handle handle, UUID incarnation, Instant now, List<Materialised> made) {
        if (made.isEmpty()) {
            return;
        }
        Columns<Materialised> column = new Columns<>(made);
        handle.createUpdate(
                        """
                        -- materialise deliveries
                        INSERT INTO delivery (slot, id, tenant_id, subject_id, occasion_id, step, period, endpoint_id,
                                              rule_version, state, due_at, learnt_at, expires_at, late_for, late,
                                              attempts, deaths, next_attempt_at, incarnation, fence, settled_at, detail,
                                              inputs)
                        SELECT slot, id, tenant_id, subject_id, occasion_id, step, period, endpoint_id,
                               rule_version, state, due_at, learnt_at, expires_at, late_for, late,
                               CASE WHEN state = 'sending' THEN 1 ELSE 0 END, 0,
                               CASE WHEN state = 'pending' THEN COALESCE(waits_until, :now) END, :incarnation,
                               CASE WHEN state = 'sending' THEN 1 ELSE 0 END,
                               CASE WHEN state = 'missed' THEN :now END, detail, inputs::jsonb
                        FROM (SELECT unnest(:slots) AS slot, unnest(:ids) AS id, unnest(:tenants) AS tenant_id,
                                     unnest(:subjects) AS subject_id, unnest(:occasions) AS occasion_id,
                                     unnest(:steps) AS step, unnest(:periods) AS period,
                                     unnest(:endpoints) AS endpoint_id, unnest(:ruleVersions) AS rule_version,
                                     unnest(:states) AS state, unnest(:dueAts) AS due_at,
                                     unnest(:learntAts) AS learnt_at, unnest(:expiresAts) AS expires_at,
                                     unnest(:lateFors) AS late_for, unnest(:lates) AS late,
                                     unnest(:waitsUntils) AS waits_until, unnest(:details) AS detail,
                                     unnest(:inputs) AS inputs) AS d
                        """)
                .bind("now", now)
                .bind("incarnation", incarnation)
                .bind(
                        "slots",
                        SqlArray.of(Short.class, column.of(d -> d.id().slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(d -> d.id().uuid())))
                .bind("tenants", SqlArray.of(Integer.class, column.of(d -> d.schedule().tenant())))
                .bind(
                        "subjects",
                        SqlArray.of(UUID.class, column.of(d -> d.schedule().subject().uuid())))
                .bind(
                        "occasions",
                        SqlArray.of(Integer.class, column.of(d -> d.schedule().occasion())))
                .bind("steps", SqlArray.of(String.class, column.of(d -> d.schedule().step())))
                .bind(
                        "periods",
                        SqlArray.of(String.class, column.of(d -> d.decided().due().period())))
                .bind("endpoints", SqlArray.of(Integer.class, column.of(Materialised::endpoint)))
                .bind(
                        "ruleVersions",
                        SqlArray.of(Integer.class, column.of(Materialised::ruleVersion)))
                .bind("states", SqlArray.of(String.class, column.of(d -> d.state().text())))
                .bind("dueAts", SqlArray.of(Instant.class, column.of(d -> d.decided().due().at())))
                .bind(
                        "learntAts",
                        SqlArray.of(
                                Instant.class, column.ofMaybe(d -> d.decided().due().learntAt())))
                .bind(
                        "expiresAts",
                        SqlArray.of(Instant.class, column.ofMaybe(d -> d.decided().expiresAt())))
                .bind(
                        "lateFors",
                        SqlArray.of(Long.class, column.ofMaybe(d -> d.lateFor().map(Rows::micros))))
                .bind("lates", SqlArray.of(Boolean.class, column.ofMaybe(Materialised::late)))
                .bind(
                        "waitsUntils",
                        SqlArray.of(Instant.class, column.ofMaybe(Materialised::waitsUntil)))
                .bind("details", SqlArray.of(String.class, column.ofMaybe(Materialised::detail)))
                .bind("inputs", SqlArray.of(String.class, column.of(d -> Rows.json(d.inputs()))))
                .execute();
    }

    /// Those of these deliveries that are there.
    static Set<DeliveryId> existing(Handle handle, List<DeliveryId> ids) {
        Columns<DeliveryId> column = new Columns<>(ids);
        return handle.createQuery(
                        """
                        -- see which deliveries exist
                        SELECT d.id
                        FROM unnest(:slots, :ids) AS w (slot, id)
                        JOIN delivery d ON d.slot = w.slot AND d.id = w.id
                        """)
                .bind("slots", SqlArray.of(Short.class, column.of(id -> id.slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(DeliveryId::uuid)))
                .map((row, _) -> new DeliveryId(Rows.uuid(row, "id")))
                .set();
    }

    /// What a life of a node holds.
    public static List<Lease> leasedBy(Handle handle, UUID incarnation, int limit) {
        return handle
                .createQuery(
                        """
                        -- read a node's leases (every slot: by the index on incarnation)
                        SELECT *
                        FROM delivery
                        WHERE incarnation = :incarnation AND state = 'sending'
                        ORDER BY slot, id
                        LIMIT :limit
                        """)
                .bind("incarnation", incarnation)
                .bind("limit", limit)
                .map((row, context) -> readLease(row))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// A lease of a life of a node that has ended; when it was claimed, if that is known: of the
    /// first lease it is, for `late_for` measures to it; when it may have left, if it is not to be
    /// sent twice; and, once it was noted to have departed, the how-manieth death that is.
    public record Orphan(
            Lease lease,
            Optional<Instant> claimedAt,
            Optional<Instant> departedAt,
            Optional<Integer> departedDeaths) {}

    /// What is leased by a life of a node that has ended.
    public static List<Orphan> leasedByNobody(Handle handle, int limit) {
        return handle
                .createQuery(
                        """
                        -- read the leases of ended nodes (every slot: by the index on incarnation)
                        SELECT *
                        FROM delivery d
                        WHERE state = 'sending'
                          AND NOT EXISTS (SELECT FROM node n WHERE n.incarnation = d.incarnation)
                        LIMIT :limit
                        """)
                .bind("limit", limit)
                .map((row, context) -> readOrphan(row))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// Settles ended leases in one batch and returns those that were lost: another life of a node
    /// has taken them over, and what it decides counts. A delivery whose subject was deleted
    /// meanwhile does not go again.
    public static List<Settled> settle(Handle handle, Instant now, List<Settled> ended) {
        if (ended.isEmpty()) {
            return List.of();
        }
        List<Settled> checked = cancelDeleted(handle, ended);
        Columns<Settled> column = new Columns<>(checked);
        int written =
                handle.createUpdate(
                                """
                                -- settle deliveries
                                UPDATE delivery d
                                SET state = s.state,
                                    attempts = d.attempts - s.taken_back,
                                    deaths = d.deaths + s.died,
                                    -- What never began is not late yet: its next claim says.
                                    late_for = CASE WHEN s.state = 'pending' AND s.taken_back = 1 THEN NULL
                                                    ELSE d.late_for END,
                                    late = CASE WHEN s.state = 'pending' AND s.taken_back = 1 THEN NULL
                                                ELSE d.late END,
                                    next_attempt_at = s.next_attempt_at,
                                    sent_at = CASE WHEN s.state = 'delivered' THEN s.started_at END,
                                    settled_at = CASE WHEN s.state NOT IN ('pending', 'retrying') THEN s.ended_at END,
                                    detail = s.detail,
                                    departed_at = CASE WHEN s.state = 'in_doubt' THEN d.departed_at END,
                                    inputs = CASE WHEN s.state NOT IN ('delivered', 'cancelled') THEN d.inputs END
                                FROM (SELECT unnest(:slots) AS slot, unnest(:ids) AS id,
                                             unnest(:incarnations) AS incarnation, unnest(:fences) AS fence,
                                             unnest(:states) AS state, unnest(:takenBacks) AS taken_back,
                                             unnest(:dieds) AS died, unnest(:nextAttemptAts) AS next_attempt_at,
                                             unnest(:startedAts) AS started_at, unnest(:endedAts) AS ended_at,
                                             unnest(:details) AS detail) AS s
                                WHERE d.slot = s.slot AND d.id = s.id
                                  AND (CASE d.state WHEN 'sending' -- so that the key is the only way
                                       THEN d.incarnation = s.incarnation AND d.fence = s.fence ELSE false END)
                                """)
                        .bind(
                                "slots",
                                SqlArray.of(
                                        Short.class,
                                        column.of(s -> s.lease().id().slot().shortNumber())))
                        .bind("ids", SqlArray.of(UUID.class, column.of(s -> s.lease().id().uuid())))
                        .bind(
                                "incarnations",
                                SqlArray.of(
                                        UUID.class,
                                        column.of(s -> s.lease().fence().incarnation())))
                        .bind(
                                "fences",
                                SqlArray.of(
                                        Integer.class, column.of(s -> s.lease().fence().number())))
                        .bind("states", SqlArray.of(String.class, column.of(s -> s.state().text())))
                        .bind(
                                "takenBacks",
                                SqlArray.of(
                                        Integer.class,
                                        column.of(s -> s.outcome().isPresent() ? 0 : 1)))
                        .bind("dieds", SqlArray.of(Integer.class, column.of(s -> s.died() ? 1 : 0)))
                        .bind(
                                "nextAttemptAts",
                                SqlArray.of(
                                        Instant.class,
                                        column.ofMaybe(s -> nextAttemptAt(s.settlement(), now))))
                        .bind(
                                "startedAts",
                                SqlArray.of(Instant.class, column.ofMaybe(Settled::startedAt)))
                        .bind("endedAts", SqlArray.of(Instant.class, column.of(Settled::endedAt)))
                        .bind(
                                "details",
                                SqlArray.of(String.class, column.of(s -> s.settlement().detail())))
                        .execute();
        Predicate<Settled> isSettled =
                written == checked.size() ? _ -> true : writtenNow(handle, checked);
        Attempts.append(
                handle,
                checked.stream()
                        .filter(s -> isSettled.test(s) && !s.isPlain() && s.outcome().isPresent())
                        .toList());
        return checked.stream().filter(isSettled.negate()).toList();
    }

    /// Whose settlement was written. A batch may hold two of one delivery: that of a lease that was
    /// lost, and that of the next one, which has a higher number.
    record Written(DeliveryId id, int fence) {
        static Written of(Settled settled) {
            return new Written(settled.lease().id(), settled.lease().fence().number());
        }
    }

    /// Which of these this transaction has written. It writes them once, in no subtransaction, and
    /// nobody else within it writes deliveries before this is asked.
    private static Predicate<Settled> writtenNow(Handle handle, List<Settled> settled) {
        Columns<DeliveryId> column =
                new Columns<>(settled.stream().map(s -> s.lease().id()).toList());
        Set<Written> written =
                handle.createQuery(
                                """
                                -- see which deliveries were settled just now
                                SELECT d.id, d.fence
                                FROM unnest(:slots, :ids) AS s (slot, id)
                                JOIN delivery d ON d.slot = s.slot AND d.id = s.id
                                WHERE d.xmin = pg_current_xact_id()::xid
                                """)
                        .bind(
                                "slots",
                                SqlArray.of(Short.class, column.of(id -> id.slot().shortNumber())))
                        .bind("ids", SqlArray.of(UUID.class, column.of(DeliveryId::uuid)))
                        .map((row, _) ->
                                new Written(
                                        new DeliveryId(Rows.uuid(row, "id")), row.getInt("fence")))
                        .set();
        return one -> written.contains(Written.of(one));
    }

    /// Whether this settlement, or one just like it, is what the row says of that very lease.
    public static boolean isWritten(Handle handle, Settled settled) {
        return handle.createQuery(
                        """
                        -- see whether a settlement was written
                        SELECT EXISTS (
                            SELECT FROM delivery
                            WHERE slot = :slot AND id = :id AND incarnation = :incarnation AND fence = :fence
                              AND state = :state AND detail = :detail
                        )
                        """)
                .bind("slot", settled.lease().id().slot().number())
                .bind("id", settled.lease().id().uuid())
                .bind("incarnation", settled.lease().fence().incarnation())
                .bind("fence", settled.lease().fence().number())
                .bind("state", settled.state().text())
                .bind("detail", settled.settlement().detail())
                .mapTo(Boolean.class)
                .one();
    }

    /// Deletion locks the subject before it looks for what waits; so whoever puts a delivery back
    /// to wait holds the subject first, or one of the two would not see the other.
    private static List<Settled> cancelDeleted(Handle handle, List<Settled> ended) {
        List<Settled> others = ended.stream().filter(s -> !s.isDelivered()).toList();
        if (others.isEmpty()) {
            return ended;
        }
        Set<SubjectId> existing =
                new HashSet<>(
                        Subjects.holdExisting(
                                handle,
                                others.stream()
                                        .map(s -> s.lease().schedule().owned())
                                        .collect(Collectors.toSet())));
        List<Settled> checked = new ArrayList<>(ended);
        checked.replaceAll(s ->
                s.isDelivered() || existing.contains(s.lease().schedule().subject())
                        ? s
                        : s.cancelled());
        return checked;
    }

    static Optional<Instant> nextAttemptAt(Settlement settlement, Instant now) {
        return switch (settlement) {
            case Settlement.RetryAt(Instant next, String _) -> Optional.of(next);
            case Settlement.Interrupted(Instant next, String _) -> Optional.of(next);
            case Settlement.Released(boolean _), Settlement.Waits(String _) -> Optional.of(now);
            case Settlement.Delivered(String _),
                    Settlement.Failed(String _),
                    Settlement.InDoubt(String _, boolean _),
                    Settlement.Parked(String _),
                    Settlement.Cancelled(String _) ->
                    Optional.empty();
        };
    }

    static Optional<Lease> readLease(ResultSet row) throws SQLException {
        if (!row.getString("state").equals(SENDING.text())) {
            return Optional.empty();
        }
        Content content =
                new Content(
                        row.getString("period"),
                        Rows.instant(row, "due_at"),
                        row.getBoolean("late"),
                        Rows.readableTexts(row, "inputs"));
        return Optional.of(
                new Lease(
                        new DeliveryId(Rows.uuid(row, "id")),
                        readSchedule(row),
                        row.getInt("endpoint_id"),
                        new Fence(Rows.uuid(row, "incarnation"), row.getInt("fence")),
                        new Lease.Tries(
                                row.getInt("attempts"), row.getInt("deaths"), row.getInt("spent")),
                        Rows.maybeInstant(row, "expires_at"),
                        content));
    }

    private static Optional<Orphan> readOrphan(ResultSet row) throws SQLException {
        Optional<Lease> lease = readLease(row);
        long lateMicros = row.getLong("late_for");
        boolean measured = !row.wasNull();
        Instant dueAt = Rows.instant(row, "due_at");
        Instant expectedAt =
                Rows.maybeInstant(row, "learnt_at").filter(dueAt::isBefore).orElse(dueAt);
        Instant firstClaimAt = expectedAt.plus(lateMicros, ChronoUnit.MICROS);
        Optional<Instant> departedAt = Rows.maybeInstant(row, "departed_at");
        int departedFence = row.getInt("departed_fence");
        int departedDeaths = row.getInt("departed_deaths") + 1;
        return lease.map(held ->
                new Orphan(
                        held,
                        Optional.of(firstClaimAt)
                                .filter(_ -> measured && held.fence().number() == 1),
                        departedAt,
                        Optional.of(departedDeaths)
                                .filter(_ -> departedFence == held.fence().number())));
    }

    static ScheduleKey readSchedule(ResultSet row) throws SQLException {
        return new ScheduleKey(
                row.getInt("tenant_id"),
                new SubjectId(Rows.uuid(row, "subject_id")),
                row.getInt("occasion_id"),
                row.getString("step"));
    }
}
