package io.carillon.engine.schedule;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.schedule.Schedules.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What other tenants get of a claim that was cut off within a crowd: what is due for them stands
/// behind it, and they do not wait until all of it is claimed.
///
/// However large the crowd, it is passed over by one step from place to place along the index. That
/// reaches no further than [#PLACES_MAX] of them: a crowd of more instants than these hides what
/// stands behind it.
public final class Shares {
    private static final int PLACES_MAX = 64;

    private Shares() {}

    /// One instant of one tenant, at which any number of schedules are due.
    record Place(Instant dueAt, int tenant) {}

    /// Locks up to `limit` schedules of other tenants that are due within the window, behind
    /// `last`, with which the claim was cut off; rows that others hold are left to them. Their
    /// `places` are told.
    public static List<Schedule> lock(
            Handle handle, Schedule last, Window window, int limit, Places places) {
        Place cut = new Place(last.cursor().due().orElseThrow().at(), last.key().tenant());
        Map<Place, Integer> shares = of(behind(handle, cut, window), cut.tenant(), limit);
        return shares.isEmpty() ? List.of() : lock(handle, shares, places);
    }

    /// How much to take from which place: each tenant gets as much as the others, from each of its
    /// instants as much as from the others; the first ones, where that is less than one.
    static Map<Place, Integer> of(List<Place> behind, int crowd, int limit) {
        Map<Integer, List<Place>> others =
                behind.stream()
                        .filter(place -> place.tenant() != crowd)
                        .collect(
                                Collectors.groupingBy(
                                        Place::tenant, LinkedHashMap::new, Collectors.toList()));
        Map<Place, Integer> shares = new HashMap<>();
        others.values().stream()
                .limit(limit)
                .forEach(places -> {
                    int share = Math.max(1, limit / others.size());
                    int instants = Math.min(share, places.size());
                    places.subList(0, instants)
                            .forEach(place -> shares.put(place, share / instants));
                });
        return shares;
    }

    private static List<Place> behind(Handle handle, Place cut, Window window) {
        return handle.createQuery(
                        """
                        -- see who is due behind a crowd (every slot: from tenant to tenant by the index on due_at and tenant)
                        WITH RECURSIVE place AS (
                            SELECT :dueAt::timestamptz AS due_at, :tenant::integer AS tenant_id, 0 AS steps
                            UNION ALL
                            SELECT n.due_at, n.tenant_id, p.steps + 1
                            FROM place p
                            CROSS JOIN LATERAL (
                                SELECT s.due_at, s.tenant_id
                                FROM schedule s
                                WHERE (s.due_at, s.tenant_id) > (p.due_at, p.tenant_id)
                                  AND s.due_at <= LEAST(:until, (SELECT CASE WHEN :virtual THEN 'infinity'::timestamptz
                                                                             ELSE clock_timestamp() END))
                                  AND s.parked IS NULL
                                ORDER BY s.due_at, s.tenant_id
                                LIMIT 1
                            ) n
                            WHERE p.steps < :placesMax
                        )
                        SELECT due_at, tenant_id
                        FROM place
                        WHERE steps > 0
                        ORDER BY steps
                        """)
                .bind("dueAt", cut.dueAt())
                .bind("tenant", cut.tenant())
                .bind("until", window.until())
                .bind("virtual", window.virtual())
                .bind("placesMax", PLACES_MAX)
                .map((row, context) ->
                        new Place(Rows.instant(row, "due_at"), row.getInt("tenant_id")))
                .list();
    }

    private static List<Schedule> lock(Handle handle, Map<Place, Integer> shares, Places places) {
        Columns<Map.Entry<Place, Integer>> column = new Columns<>(List.copyOf(shares.entrySet()));
        return handle.createQuery(
                        """
                        -- claim the shares of other tenants (every slot: by the index on due_at and tenant)
                        SELECT d.place, d.tenant_id, d.subject_id, d.occasion_id, d.step, d.zone, d.dates, d.attributes,
                               d.period, d.due_at, d.learnt_at, d.same_day, d.expired, d.decided_through, d.rule_version,
                               d.tzdb, d.parked
                        FROM unnest(:dueAts, :tenants, :mosts) AS p (due_at, tenant_id, most)
                        CROSS JOIN LATERAL (
                            SELECT o.ctid AS place, o.*
                            FROM schedule o
                            WHERE o.due_at = p.due_at AND o.tenant_id = p.tenant_id AND o.parked IS NULL
                            LIMIT p.most
                            FOR NO KEY UPDATE SKIP LOCKED
                        ) d
                        """)
                .bind("dueAts", SqlArray.of(Instant.class, column.of(e -> e.getKey().dueAt())))
                .bind("tenants", SqlArray.of(Integer.class, column.of(e -> e.getKey().tenant())))
                .bind("mosts", SqlArray.of(Integer.class, column.of(Map.Entry::getValue)))
                .map((row, context) -> {
                    Schedule schedule = Schedules.read(row, context);
                    places.add(schedule.key(), row);
                    return schedule;
                })
                .list();
    }
}
