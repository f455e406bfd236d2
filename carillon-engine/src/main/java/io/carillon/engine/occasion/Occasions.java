package io.carillon.engine.occasion;

import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.LocalHours;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The stored occasions. They are few: whoever needs them reads them all.
public final class Occasions {
    /// The first half of the advisory locks' keys: it says what is locked, the occasion's id says
    /// which.
    private static final int DEFINITION = 0x0CCA;

    private Occasions() {}

    /// A tenant's occasions, by their ids.
    public static Map<Integer, Occasion> all(Handle handle, int tenant) {
        Map<Integer, Occasion> occasions = all(handle);
        occasions.values().removeIf(occasion -> occasion.tenant() != tenant);
        return occasions;
    }

    /// Every tenant's occasions that can be read, by their ids, which no two tenants share.
    public static Map<Integer, Occasion> all(Handle handle) {
        return handle
                .createQuery(
                        """
                        -- read the occasions
                        SELECT o.tenant_id, o.id, o.key, o.anchor, o.version,
                               o.leap_day, o.gap, o.overlap, o.same_day, o.expires_after, o.late_after, o.catch_up,
                               s.key AS step, s.local_time, s.endpoint_id, s.template, s.retry_attempts, s.retry_waits,
                               s.when_unknown, s.hours_from, s.hours_until
                        FROM occasion o
                        JOIN step s ON s.tenant_id = o.tenant_id AND s.occasion_id = o.id
                        """)
                .map(Rows.readable(Occasions::read))
                .stream()
                .flatMap(Optional::stream)
                .collect(
                        Collectors.toMap(
                                Occasion::id, Function.identity(), (one, _) -> one, HashMap::new));
    }

    /// Those changed until then of which some schedules may still be planned by an older version.
    public static List<Occasion> unfollowed(Handle handle, Instant until) {
        Map<Integer, Occasion> all = all(handle);
        return handle
                .createQuery(
                        """
                        -- see which definitions are not followed yet
                        SELECT id
                        FROM occasion
                        WHERE followed <> version AND updated_at <= :until
                        """)
                .bind("until", until)
                .mapTo(Integer.class)
                .stream()
                .flatMap(id -> Optional.ofNullable(all.get(id)).stream())
                .toList();
    }

    /// The mark of the last change of a definition.
    public static Optional<UUID> mark(Handle handle) {
        return handle.createQuery(
                        """
                        -- read the mark of the last change of a definition
                        SELECT mark
                        FROM definition_change
                        """)
                .mapTo(UUID.class)
                .findOne();
    }

    /// All schedules follow this version, unless there is a newer one by now.
    public static void noteFollowed(Handle handle, Occasion occasion) {
        handle.createUpdate(
                        """
                        -- note that a definition is followed
                        UPDATE occasion
                        SET followed = version
                        WHERE tenant_id = :tenant AND id = :id AND version = :version AND followed <> version
                        """)
                .bind("tenant", occasion.tenant())
                .bind("id", occasion.id())
                .bind("version", occasion.version())
                .execute();
    }

    /// Adds a tenant and gives it an id, greater than any before it.
    public static int insertTenant(Handle handle, String name) {
        return handle.createQuery(
                        """
                        -- insert a tenant
                        INSERT INTO tenant (id, name)
                        SELECT max(id) + 1, :name
                        FROM tenant
                        RETURNING id
                        """)
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
    }

    /// Copies one tenant's occasion to another, to go through another endpoint.
    public static void copy(Handle handle, int from, String key, int to, int endpoint) {
        handle.createUpdate(
                        """
                        -- copy an occasion
                        WITH made AS (
                            INSERT INTO occasion (tenant_id, id, key, anchor, version, leap_day, gap, overlap, same_day,
                                                  expires_after, late_after, catch_up, updated_at, followed)
                            SELECT :to, (SELECT max(id) + 1 FROM occasion), key, anchor, version, leap_day, gap, overlap,
                                   same_day, expires_after, late_after, catch_up, updated_at, version
                            FROM occasion
                            WHERE tenant_id = :from AND key = :key
                            RETURNING tenant_id, id, key
                        )
                        INSERT INTO step (tenant_id, occasion_id, key, local_time, endpoint_id, template,
                                          retry_attempts, retry_waits, when_unknown, hours_from, hours_until)
                        SELECT m.tenant_id, m.id, s.key, s.local_time, :endpoint, s.template,
                               s.retry_attempts, s.retry_waits, s.when_unknown, s.hours_from, s.hours_until
                        FROM made m
                        JOIN occasion o ON o.tenant_id = :from AND o.key = m.key
                        JOIN step s ON s.tenant_id = o.tenant_id AND s.occasion_id = o.id
                        """)
                .bind("from", from)
                .bind("key", key)
                .bind("to", to)
                .bind("endpoint", endpoint)
                .execute();
    }

    public static Optional<Occasion> find(Handle handle, int tenant, String key) {
        return all(handle, tenant).values().stream()
                .filter(occasion -> occasion.key().equals(key))
                .findFirst();
    }

    /// Keeps the definitions as they are until this transaction ends. Whoever plans by one takes
    /// this first: so a change of definition is committed either before a plan reads it, or after
    /// the plan can be seen and made anew. An advisory lock, because every edit takes it, and row
    /// locks shared by many are slow. It also bounds the transaction, so that a process that is
    /// stopped in it does not keep everyone waiting.
    public static void holdStill(Handle handle, int occasion) {
        handle.createQuery(
                        """
                        -- hold a definition still
                        SELECT pg_advisory_xact_lock_shared(:kind, :occasion)::text,
                               set_config('transaction_timeout', '5s', true)
                        """)
                .bind("kind", DEFINITION)
                .bind("occasion", occasion)
                .mapTo(String.class)
                .one();
    }

    /// Waits for every plan under way, and keeps new ones out until this transaction ends.
    public static void holdForChange(Handle handle, int occasion) {
        handle.createQuery(
                        """
                        -- hold a definition for a change
                        SELECT pg_advisory_xact_lock(:kind, :occasion)::text
                        """)
                .bind("kind", DEFINITION)
                .bind("occasion", occasion)
                .mapTo(String.class)
                .one();
    }

    /// Writes a new version of a definition over the one before it.
    public static void save(Handle handle, Occasion occasion, Instant now) {
        Policies policies = occasion.policies();
        Sending sending = occasion.step().sending();
        handle.createUpdate(
                        """
                        -- write an occasion
                        UPDATE occasion
                        SET version = :version, leap_day = :leapDay, gap = :gap, overlap = :overlap,
                            same_day = :sameDay, expires_after = :expiresAfter, late_after = :lateAfter,
                            catch_up = :catchUp, updated_at = :now
                        WHERE tenant_id = :tenant AND id = :id
                        """)
                .bind("version", occasion.version())
                .bind("leapDay", policies.leapDay())
                .bind("gap", policies.gap())
                .bind("overlap", policies.overlap())
                .bind("sameDay", policies.sameDay())
                .bind("expiresAfter", policies.expiresAfter().toString())
                .bind("lateAfter", policies.lateAfter().toString())
                .bind("catchUp", policies.catchUp())
                .bind("now", now)
                .bind("tenant", occasion.tenant())
                .bind("id", occasion.id())
                .execute();
        handle.createUpdate(
                        """
                        -- write a step
                        UPDATE step
                        SET local_time = :localTime::time, retry_attempts = :attempts, retry_waits = :waits,
                            when_unknown = :whenUnknown, hours_from = :hoursFrom::time,
                            hours_until = :hoursUntil::time
                        WHERE tenant_id = :tenant AND occasion_id = :occasion AND key = :key
                        """)
                .bind("localTime", occasion.step().localTime().toString())
                .bind("attempts", sending.retry().attempts())
                .bind(
                        "waits",
                        SqlArray.of(
                                String.class,
                                sending.retry().waits().stream().map(Duration::toString).toList()))
                .bind("whenUnknown", sending.whenUnknown())
                .bind("hoursFrom", sending.localHours().map(hours -> hours.from().toString()))
                .bind("hoursUntil", sending.localHours().map(hours -> hours.until().toString()))
                .bind("tenant", occasion.tenant())
                .bind("occasion", occasion.id())
                .bind("key", occasion.step().key())
                .execute();
    }

    private static Occasion read(ResultSet row, StatementContext context) throws SQLException {
        Policies policies =
                new Policies(
                        LeapDayPolicy.valueOf(row.getString("leap_day")),
                        GapPolicy.valueOf(row.getString("gap")),
                        OverlapPolicy.valueOf(row.getString("overlap")),
                        SameDay.valueOf(row.getString("same_day")),
                        Expiry.parse(row.getString("expires_after")),
                        Duration.parse(row.getString("late_after")),
                        CatchUp.valueOf(row.getString("catch_up")));
        Step step =
                new Step(
                        row.getString("step"),
                        row.getObject("local_time", LocalTime.class),
                        row.getInt("endpoint_id"),
                        row.getString("template"),
                        sending(row));
        return new Occasion(
                row.getInt("tenant_id"),
                row.getInt("id"),
                row.getString("key"),
                row.getString("anchor"),
                row.getInt("version"),
                policies,
                step);
    }

    private static Sending sending(ResultSet row) throws SQLException {
        Optional<LocalTime> until = Rows.maybeLocalTime(row, "hours_until");
        return new Sending(
                new RetryPolicy(
                        row.getInt("retry_attempts"),
                        Rows.list(row, "retry_waits").stream().map(Duration::parse).toList()),
                WhenUnknown.valueOf(row.getString("when_unknown")),
                Rows.maybeLocalTime(row, "hours_from")
                        .flatMap(from -> until.map(end -> new LocalHours(from, end))));
    }
}
