package io.carillon.engine.endpoint;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The stored endpoints. They are few: whoever needs them reads them all.
public final class Endpoints {
    private Endpoints() {}

    /// Every tenant's endpoints, and how many lives of nodes there are that claim and that nobody
    /// has declared dead.
    public record Known(int nodes, List<Endpoint> endpoints) {}

    /// Every tenant's endpoints. A holder that does not live any more is none.
    public static List<Endpoint> all(Handle handle) {
        return known(handle).endpoints();
    }

    /// The same, with who shares what they bear.
    public static Known known(Handle handle) {
        int[] nodes = {0};
        List<Endpoint> endpoints =
                handle.createQuery(
                                """
                                -- read the endpoints
                                SELECT (SELECT count(*) FROM node WHERE claims) AS nodes,
                                       e.*, h.version, h.disabled_at, h.disabled_reason, h.opened_at, h.probe_at, h.probe_wait,
                                       h.bucket, h.calls, h.failures, h.failing_since, h.failing_calls, h.notices,
                                       (SELECT n.incarnation FROM node n WHERE n.incarnation = h.holder) AS holder
                                FROM endpoint e
                                JOIN endpoint_health h ON h.tenant_id = e.tenant_id AND h.endpoint_id = e.id
                                """)
                        .map((row, context) -> {
                            nodes[0] = row.getInt("nodes");
                            return read(row);
                        })
                        .list();
        return new Known(nodes[0], endpoints);
    }

    public static Optional<Endpoint> find(Handle handle, int tenant, String key) {
        return all(handle).stream()
                .filter(endpoint -> endpoint.tenant() == tenant && endpoint.key().equals(key))
                .findFirst();
    }

    /// An endpoint, kept as it is until this transaction ends, with its health.
    public static Optional<Endpoint> hold(Handle handle, int tenant, String key) {
        handle.createQuery(
                        """
                        -- hold an endpoint for a change
                        SELECT e.id
                        FROM endpoint e
                        JOIN endpoint_health h ON h.tenant_id = e.tenant_id AND h.endpoint_id = e.id
                        WHERE e.tenant_id = :tenant AND e.key = :key
                        FOR NO KEY UPDATE
                        """)
                .bind("tenant", tenant)
                .bind("key", key)
                .mapTo(Integer.class)
                .findOne();
        return find(handle, tenant, key);
    }

    /// Writes an endpoint's health over the version it was made from; false when somebody else has
    /// written meanwhile, and nothing was changed.
    public static boolean save(Handle handle, Endpoint endpoint, Health health) {
        return !save(handle, Map.of(endpoint, health)).isEmpty();
    }

    /// The same for many, each for itself; returns those that were written. One statement, so that
    /// no node can stop in the middle and keep the rows; and they are locked in one order, so that
    /// nodes do not wait for each other in a circle.
    public static Map<Endpoint, Health> save(Handle handle, Map<Endpoint, Health> changes) {
        if (changes.isEmpty()) {
            return Map.of();
        }
        Columns<Endpoint> endpoint = new Columns<>(List.copyOf(changes.keySet()));
        Columns<Health> health = new Columns<>(List.copyOf(changes.values()));
        Set<Integer> written =
                handle.createQuery(
                                """
                                -- write endpoints' health
                                WITH change AS MATERIALIZED (
                                    SELECT *
                                    FROM unnest(:tenants, :ids, :versions, :disabledAts, :disabledReasons, :openedAts, :probeAts, :probeWaits,
                                                :buckets, :calls, :failures, :failingSinces, :failingCalls, :notices, :holders)
                                         AS c (tenant_id, id, version, disabled_at, disabled_reason, opened_at, probe_at, probe_wait,
                                               bucket, calls, failures, failing_since, failing_calls, notices, holder)
                                ), held AS MATERIALIZED (
                                    SELECT h.tenant_id, h.endpoint_id
                                    FROM endpoint_health h
                                    JOIN change c ON c.tenant_id = h.tenant_id AND c.id = h.endpoint_id AND c.version = h.version
                                    ORDER BY h.endpoint_id
                                    FOR NO KEY UPDATE OF h
                                )
                                UPDATE endpoint_health h
                                SET version = h.version + 1, disabled_at = c.disabled_at, disabled_reason = c.disabled_reason,
                                    opened_at = c.opened_at, probe_at = c.probe_at, probe_wait = c.probe_wait,
                                    bucket = c.bucket, calls = c.calls::integer[], failures = c.failures::integer[],
                                    failing_since = c.failing_since, failing_calls = c.failing_calls, notices = c.notices,
                                    holder = c.holder
                                FROM held
                                JOIN change c ON c.tenant_id = held.tenant_id AND c.id = held.endpoint_id
                                WHERE h.tenant_id = held.tenant_id AND h.endpoint_id = held.endpoint_id AND h.version = c.version
                                RETURNING h.endpoint_id
                                """)
                        .bind("tenants", SqlArray.of(Integer.class, endpoint.of(Endpoint::tenant)))
                        .bind("ids", SqlArray.of(Integer.class, endpoint.of(Endpoint::id)))
                        .bind("versions", SqlArray.of(Long.class, health.of(Health::version)))
                        .bind(
                                "disabledAts",
                                SqlArray.of(
                                        Instant.class,
                                        health.ofMaybe(
                                                it -> it.disabled().map(Health.Disabled::at))))
                        .bind(
                                "disabledReasons",
                                SqlArray.of(
                                        String.class,
                                        health.ofMaybe(
                                                it -> it.disabled().map(Health.Disabled::reason))))
                        .bind(
                                "openedAts",
                                SqlArray.of(
                                        Instant.class,
                                        health.ofMaybe(it -> open(it).map(Breaker.Open::openedAt))))
                        .bind(
                                "probeAts",
                                SqlArray.of(
                                        Instant.class,
                                        health.ofMaybe(it -> open(it).map(Breaker.Open::probeAt))))
                        .bind(
                                "probeWaits",
                                SqlArray.of(
                                        String.class,
                                        health.ofMaybe(it ->
                                                open(it).map(one -> one.waited().toString()))))
                        .bind(
                                "buckets",
                                SqlArray.of(Long.class, health.of(it -> calls(it).bucket())))
                        .bind(
                                "calls",
                                SqlArray.of(
                                        String.class, health.of(it -> literal(calls(it).calls()))))
                        .bind(
                                "failures",
                                SqlArray.of(
                                        String.class,
                                        health.of(it -> literal(calls(it).failures()))))
                        .bind(
                                "failingSinces",
                                SqlArray.of(
                                        Instant.class, health.ofMaybe(it -> it.failing().since())))
                        .bind(
                                "failingCalls",
                                SqlArray.of(Integer.class, health.of(it -> it.failing().calls())))
                        .bind(
                                "notices",
                                SqlArray.of(Integer.class, health.of(it -> it.failing().notices())))
                        .bind("holders", SqlArray.of(UUID.class, health.ofMaybe(Health::holder)))
                        .mapTo(Integer.class)
                        .set();
        return changes.entrySet().stream()
                .filter(change -> written.contains(change.getKey().id()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Optional<Breaker.Open> open(Health health) {
        return health.breaker() instanceof Breaker.Open open ? Optional.of(open) : Optional.empty();
    }

    private static Calls calls(Health health) {
        return health.breaker() instanceof Breaker.Closed(Calls calls) ? calls : Calls.NONE;
    }

    /// An array of arrays would have to have as many in each.
    private static String literal(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /// Writes what an endpoint bears, and when it is left alone.
    public static void save(Handle handle, Endpoint endpoint) {
        Limits limits = endpoint.limits();
        BreakerPolicy policy = endpoint.policy();
        handle.createUpdate(
                        """
                        -- write an endpoint
                        UPDATE endpoint
                        SET concurrency_max = :concurrencyMax, rate_max = :rateMax, rate_per = :ratePer,
                            breaker_failure_rate = :failureRate, breaker_calls_min = :callsMin,
                            breaker_window = :window, probe_after = :probeAfter, probe_after_max = :probeAfterMax
                        WHERE tenant_id = :tenant AND id = :id
                        """)
                .bind("concurrencyMax", limits.concurrencyMax())
                .bind("rateMax", limits.rateMax())
                .bind("ratePer", limits.ratePer().toString())
                .bind("failureRate", policy.failureRate())
                .bind("callsMin", policy.callsMin())
                .bind("window", policy.window().toString())
                .bind("probeAfter", policy.probeAfter().toString())
                .bind("probeAfterMax", policy.probeAfterMax().toString())
                .bind("tenant", endpoint.tenant())
                .bind("id", endpoint.id())
                .execute();
    }

    /// Adds an endpoint and gives it an id, greater than any before it.
    public static int insert(Handle handle, int tenant, String key, String channel) {
        return handle.createQuery(
                        """
                        -- insert an endpoint
                        WITH made AS (
                            INSERT INTO endpoint (tenant_id, id, key, channel)
                            SELECT :tenant, max(id) + 1, :key, :channel
                            FROM endpoint
                            RETURNING tenant_id, id
                        )
                        INSERT INTO endpoint_health (tenant_id, endpoint_id)
                        SELECT tenant_id, id
                        FROM made
                        RETURNING endpoint_id
                        """)
                .bind("tenant", tenant)
                .bind("key", key)
                .bind("channel", channel)
                .mapTo(Integer.class)
                .one();
    }

    private static Endpoint read(ResultSet row) throws SQLException {
        Limits limits =
                new Limits(
                        Optional.ofNullable(row.getObject("concurrency_max", Integer.class)),
                        Optional.ofNullable(row.getObject("rate_max", Integer.class)),
                        Duration.parse(row.getString("rate_per")));
        BreakerPolicy policy =
                new BreakerPolicy(
                        row.getDouble("breaker_failure_rate"),
                        row.getInt("breaker_calls_min"),
                        Duration.parse(row.getString("breaker_window")),
                        Duration.parse(row.getString("probe_after")),
                        Duration.parse(row.getString("probe_after_max")));
        return new Endpoint(
                row.getInt("tenant_id"),
                row.getInt("id"),
                row.getString("key"),
                row.getString("channel"),
                limits,
                policy,
                readHealth(row));
    }

    private static Health readHealth(ResultSet row) throws SQLException {
        Optional<Instant> openedAt = Rows.maybeInstant(row, "opened_at");
        Breaker breaker =
                openedAt.isPresent()
                        ? new Breaker.Open(
                                openedAt.get(),
                                Rows.instant(row, "probe_at"),
                                Duration.parse(row.getString("probe_wait")))
                        : new Breaker.Closed(
                                new Calls(
                                        row.getLong("bucket"),
                                        integers(row.getArray("calls")),
                                        integers(row.getArray("failures"))));
        String reason = row.getString("disabled_reason");
        return new Health(
                row.getLong("version"),
                Rows.maybeInstant(row, "disabled_at")
                        .map(at -> new Health.Disabled(at, String.valueOf(reason))),
                breaker,
                new Failing(
                        Rows.maybeInstant(row, "failing_since"),
                        row.getInt("failing_calls"),
                        row.getInt("notices")),
                Optional.ofNullable(row.getObject("holder", UUID.class)));
    }

    private static List<Integer> integers(Array array) throws SQLException {
        return List.of((Integer[]) array.getArray());
    }
}
