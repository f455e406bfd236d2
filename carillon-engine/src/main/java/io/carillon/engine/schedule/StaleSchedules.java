package io.carillon.engine.schedule;

import io.carillon.engine.Slot;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The stored schedules that were planned by an older definition. They are found along their key, a
/// bounded number of slots at a time, so that no statement is a long one.
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
}
