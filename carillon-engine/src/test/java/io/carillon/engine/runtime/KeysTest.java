package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.Slot;
import io.carillon.engine.Tenant;
import io.carillon.engine.delivery.Content;
import io.carillon.engine.delivery.Deliveries;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Settlement;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// PostgreSQL keeps the plan of a statement that comes again and again, also when the table has
/// grown.
class KeysTest {
    private static final int UNTIL_A_PLAN_IS_KEPT = 12;
    private static final int MANY = 20_000;
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private final Jdbi jdbi = TestDatabase.empty().reference();

    @Test
    void what_is_settled_is_found_by_its_key_though_the_plan_is_of_when_the_table_was_empty() {
        Settled settled = settled();
        jdbi.useHandle(handle -> {
            for (int i = 0; i < UNTIL_A_PLAN_IS_KEPT; i++) {
                handle.useTransaction(_ -> Deliveries.settle(handle, NOW, List.of(settled)));
            }
            are("sending", MANY, settled.lease().fence());

            assertThat(readBySettling(handle, settled)).isZero();
        });
    }

    @Test
    void so_it_is_though_hardly_any_is_leased_by_the_statistics() {
        Settled settled = settled();
        are("delivered", MANY, settled.lease().fence());
        jdbi.useHandle(handle -> {
            handle.execute("ANALYZE delivery");
            for (int i = 0; i < UNTIL_A_PLAN_IS_KEPT; i++) {
                handle.useTransaction(_ -> Deliveries.settle(handle, NOW, List.of(settled)));
            }

            assertThat(readBySettling(handle, settled)).isZero();
        });
    }

    @Test
    void
            a_round_reads_what_is_due_and_no_more_though_its_plans_are_of_when_the_tables_were_empty() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        for (int i = 0; i < UNTIL_A_PLAN_IS_KEPT; i++) {
            town.person("1990-06-15", "Asia/Tokyo"); // since three hours ago
            town.engine.round();
        }
        town.people(5, "1990-06-15", "Asia/Tokyo");
        manyAreDueLater();

        long before = readByAll(town);
        town.engine.round();

        assertThat(readByAll(town) - before).isBetween(5L, 200L);
    }

    private void manyAreDueLater() {
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                WITH made AS (
                                    INSERT INTO subject (slot, tenant_id, id, kind, zone, dates, attributes, version,
                                                         created_at, updated_at)
                                    SELECT i % 1024, 1, gen_random_uuid(), 'user', 'Asia/Tokyo', '{}', '{}', 1, :now, :now
                                    FROM generate_series(1, :count) AS i
                                    RETURNING slot, id
                                )
                                INSERT INTO schedule (slot, tenant_id, subject_id, occasion_id, step, period, due_at,
                                                      same_day, expired, subject_version, rule_version, tzdb)
                                SELECT slot, 1, id, 1, 'day', '2099', '2099-01-01T00:00Z', false, false, 1, 1, '2026a'
                                FROM made;

                                INSERT INTO delivery (slot, id, tenant_id, subject_id, occasion_id, step, period,
                                                      endpoint_id, rule_version, state, due_at, attempts, deaths, fence)
                                SELECT i % 1024, gen_random_uuid(), 1, gen_random_uuid(), 1, 'day', '2026', 1, 1,
                                       'delivered', :now, 1, 0, 1
                                FROM generate_series(1, :count) AS i
                                """)
                        .bind("now", NOW)
                        .bind("count", MANY)
                        .execute());
    }

    /// How many rows of the big tables the sessions of this thread have read, by whatever way.
    private static long readByAll(Town town) {
        for (Jdbi one : List.of(town.databases.loops(), town.databases.reference())) {
            one.useHandle(handle -> handle.execute("SELECT pg_stat_force_next_flush()"));
        }
        return town.databases
                .reference()
                .withHandle(handle ->
                        handle.createQuery(
                                        """
                                        SELECT sum(seq_tup_read + idx_tup_fetch)
                                        FROM pg_stat_user_tables
                                        WHERE relname IN ('subject', 'schedule', 'delivery')
                                        """)
                                .mapTo(Long.class)
                                .one());
    }

    private static long readBySettling(Handle handle, Settled settled) {
        return handle.inTransaction(_ -> {
            long before = read(handle);
            Deliveries.settle(handle, NOW, List.of(settled));
            return read(handle) - before;
        });
    }

    /// How many deliveries this transaction has read, by whatever way, and some before it; the one
    /// that is looked for does not exist.
    private static long read(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT seq_tup_read + idx_tup_fetch
                        FROM pg_stat_xact_user_tables
                        WHERE relname = 'delivery'
                        """)
                .mapTo(Long.class)
                .one();
    }

    private void are(String state, int count, Fence fence) {
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                INSERT INTO delivery (slot, id, tenant_id, subject_id, occasion_id, step, period,
                                                      endpoint_id, rule_version, state, due_at, attempts, deaths,
                                                      incarnation, fence)
                                SELECT i % 1024, gen_random_uuid(), :tenant, gen_random_uuid(), 1, 'day', '2026', 1, 1,
                                       :state, :now, 1, 0, :incarnation, 1
                                FROM generate_series(1, :count) AS i
                                """)
                        .bind("tenant", Tenant.DEFAULT)
                        .bind("state", state)
                        .bind("now", NOW)
                        .bind("incarnation", fence.incarnation())
                        .bind("count", count)
                        .execute());
    }

    private static Settled settled() {
        SubjectId subject = SubjectId.create(Slot.ofRef(1, "ada"), NOW, new Random(1));
        ScheduleKey ada = new ScheduleKey(Tenant.DEFAULT, subject, 1, "day");
        Lease lease =
                new Lease(
                        DeliveryId.of(ada, "2026", LocalDate.of(2026, 1, 1)),
                        ada,
                        1,
                        new Fence(UUID.randomUUID(), 1),
                        new Lease.Tries(1, 0, 0),
                        Optional.empty(),
                        new Content("2026", NOW, false, Map.of()));
        return new Settled(
                lease,
                Optional.of(NOW),
                NOW,
                Optional.of("accepted"),
                new Settlement.Delivered("accepted: HTTP 200"));
    }
}
