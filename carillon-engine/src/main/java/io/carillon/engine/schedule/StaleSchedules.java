package io.carillon.engine.schedule;

import io.carillon.engine.Slot;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.schedule.Schedules.Window;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The stored schedules that were planned by an older definition or tz database. They are found
/// along their key, a bounded number of slots at a time, so that no statement is a long one.
public final class StaleSchedules {
    /// How many slots one statement reads: more as long as it finds little.
    private static final int SLOTS_LEAST = 16;

    private static final int SLOTS_MOST = 128;

    private StaleSchedules() {}

    /// How far a walk along the key has come, and how many slots it reads next.
    public record Place(int slot, UUID subject, int occasion, String step, int slots) {
        public static final Place START = ofSlot(0, SLOTS_LEAST);

        private static Place ofSlot(int slot, int slots) {
            return new Place(slot, new UUID(0, 0), 0, "", slots);
        }

        /// Behind a batch that was read from here.
        Place after(List<Schedule> batch, int limit) {
            if (batch.size() < limit) {
                return ofSlot(slotsEnd(), Math.min(2 * slots, SLOTS_MOST));
            }
            ScheduleKey last = batch.getLast().key();
            return new Place(
                    last.subject().slot().number(),
                    last.subject().uuid(),
                    last.occasion(),
                    last.step(),
                    SLOTS_LEAST);
        }

        public boolean isEnd() {
            return slot >= Slot.COUNT;
        }

        private int slotsEnd() {
            return slot + slots;
        }
    }

    /// What a statement locked, and where the walk goes on.
    public record Found(List<Schedule> schedules, Place next) {}

    /// Locks a batch of an occasion's schedules that an older definition planned.
    public static Found lockOfDefinition(
            Handle handle, int tenant, int occasion, int version, Place from, int limit) {
        walkAlongTheKey(handle);
        List<Schedule> found =
                bind(
                                handle.createQuery(
                                        """
                                        -- lock stale schedules (every slot: a walk along the key, once for each change)
                                        SELECT *
                                        FROM schedule
                                        WHERE (slot, tenant_id, subject_id, occasion_id, step)
                                              > (:slot, :tenant, :subject, :afterOccasion, :step)
                                          AND slot < :slotsEnd AND tenant_id = :tenant AND occasion_id = :occasion
                                          AND rule_version < :ruleVersion
                                        ORDER BY slot, tenant_id, subject_id, occasion_id, step
                                        LIMIT :limit
                                        FOR NO KEY UPDATE
                                        """),
                                tenant,
                                from,
                                limit)
                        .bind("occasion", occasion)
                        .bind("ruleVersion", version)
                        .map(Schedules::read)
                        .list();
        return new Found(found, from.after(found, limit));
    }

    /// Locks a batch of schedules that another tz release planned, in zones whose rules it saw
    /// otherwise. The release says of each whether that holds, when its subject is read after the
    /// lock.
    public static Found lockOfZones(
            Handle handle, int tenant, TzRelease tz, Place from, int limit) {
        walkAlongTheKey(handle);
        List<Schedule> found =
                bind(
                                bind(
                                        handle.createQuery(
                                                """
                                                -- lock schedules of changed zones (every slot: a walk along the key, once for each release)
                                                SELECT s.*
                                                FROM schedule s
                                                WHERE (s.slot, s.tenant_id, s.subject_id, s.occasion_id, s.step)
                                                      > (:slot, :tenant, :subject, :afterOccasion, :step)
                                                  AND s.slot < :slotsEnd AND s.tenant_id = :tenant
                                                  AND s.tzdb <> ALL (:settled)
                                                  -- A subselect, for a join would read all subjects for each batch.
                                                  AND (s.tzdb <> ALL (:known)
                                                       OR s.tzdb || ' ' || (SELECT p.zone
                                                                            FROM subject p
                                                                            WHERE p.slot = s.slot
                                                                              AND p.tenant_id = s.tenant_id
                                                                              AND p.id = s.subject_id)
                                                          = ANY (:stale))
                                                ORDER BY s.slot, s.tenant_id, s.subject_id, s.occasion_id, s.step
                                                LIMIT :limit
                                                FOR NO KEY UPDATE OF s
                                                """),
                                        tz),
                                tenant,
                                from,
                                limit)
                        .map(Schedules::read)
                        .list();
        return new Found(found, from.after(found, limit));
    }

    /// Hands over such schedules that are due within a window, without locking them, batch by
    /// batch. The transaction of `handle` stays open meanwhile, so what the batches lead to is
    /// written in others.
    public static void ofZonesWithin(
            Handle handle,
            int tenant,
            TzRelease tz,
            Window window,
            int batch,
            Consumer<List<Schedule>> batches) {
        try (Stream<Schedule> due =
                bind(
                        handle.createQuery(
                                """
                                -- find schedules of changed zones due soon (every slot: by the index on due_at)
                                SELECT s.*
                                FROM schedule s
                                WHERE s.due_at > :from AND s.due_at <= :until AND s.parked IS NULL
                                  AND s.tenant_id = :tenant AND s.tzdb <> ALL (:settled)
                                  AND (s.tzdb <> ALL (:known)
                                       OR s.tzdb || ' ' || (SELECT p.zone
                                                            FROM subject p
                                                            WHERE p.slot = s.slot
                                                              AND p.tenant_id = s.tenant_id
                                                              AND p.id = s.subject_id)
                                          = ANY (:stale))
                                """),
                        tz)
                        .bind("from", window.after())
                        .bind("until", window.until())
                        .bind("tenant", tenant)
                        .setFetchSize(batch)
                        .map(Schedules::read)
                        .stream()) {
            due.gather(Gatherers.windowFixed(batch)).forEach(batches);
        }
    }

    /// Such schedules that are parked: perhaps an older release lacked their zone.
    public static List<Schedule> ofZonesParked(Handle handle, int tenant, TzRelease tz, int limit) {
        return bind(
                        handle.createQuery(
                                """
                                -- find parked schedules of changed zones (every slot: by the index on what is parked)
                                SELECT s.*
                                FROM schedule s
                                WHERE s.parked IS NOT NULL AND s.tenant_id = :tenant AND s.tzdb <> ALL (:settled)
                                  AND (s.tzdb <> ALL (:known)
                                       OR s.tzdb || ' ' || (SELECT p.zone
                                                            FROM subject p
                                                            WHERE p.slot = s.slot
                                                              AND p.tenant_id = s.tenant_id
                                                              AND p.id = s.subject_id)
                                          = ANY (:stale))
                                LIMIT :limit
                                """),
                        tz)
                .bind("tenant", tenant)
                .bind("limit", limit)
                .map(Schedules::read)
                .list();
    }

    /// How many of an occasion's schedules were planned by an older definition.
    public static long count(Handle handle, int tenant, int occasion, int version) {
        readFromEndToEnd(handle);
        return handle.createQuery(
                        """
                        -- count stale schedules (every slot: for the answer to a change of definition)
                        SELECT count(*)
                        FROM schedule
                        WHERE tenant_id = :tenant AND occasion_id = :occasion AND rule_version < :ruleVersion
                        """)
                .bind("tenant", tenant)
                .bind("occasion", occasion)
                .bind("ruleVersion", version)
                .mapTo(Long.class)
                .one();
    }

    /// No index is of use to a count of so much.
    private static void readFromEndToEnd(Handle handle) {
        handle.createQuery(
                        """
                        -- read from end to end
                        SELECT set_config('enable_seqscan', 'on', true)
                        """)
                .mapTo(String.class)
                .one();
    }

    /// With few stale rows the planner would rather sort the whole table, once for each batch.
    private static void walkAlongTheKey(Handle handle) {
        handle.createQuery(
                        """
                        -- walk along the key
                        SELECT set_config('enable_sort', 'off', true)
                        """)
                .mapTo(String.class)
                .one();
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, int tenant, Place from, int limit) {
        return statement
                .bind("tenant", tenant)
                .bind("slot", from.slot())
                .bind("subject", from.subject())
                .bind("afterOccasion", from.occasion())
                .bind("step", from.step())
                .bind("slotsEnd", from.slotsEnd())
                .bind("limit", limit);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, TzRelease tz) {
        return statement
                .bind("settled", SqlArray.of(String.class, tz.settled()))
                .bind("known", SqlArray.of(String.class, tz.known()))
                .bind("stale", SqlArray.of(String.class, tz.stale()));
    }
}
