package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Claims.Claimed;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.delivery.SharedPermits;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A claim of one, beside a backlog of yesterday.
class ClaimLanesTest {
    private static final Permits ONE = new Permits(1, Map.of(Engine.WEBHOOK, 1));

    /// In the past also for the database's clock, which has its say in real time.
    private final Town town = Town.at("2026-06-15T00:00:00Z");

    private final Jdbi jdbi = town.databases.reference();
    private final UUID node =
            jdbi.withHandle(handle ->
                    handle.select("SELECT incarnation FROM node").mapTo(UUID.class).one());
    private final Claims claims = new Claims(jdbi, tz(), town.inRealTime(), _ -> {});

    @BeforeEach
    void a_backlog_and_eve_who_is_due_at_eight() {
        town.people(5, "1990-06-15", "Europe/London");
        sql("UPDATE schedule SET due_at = '2026-06-14T08:00Z'");
        town.person("Eve", "1990-06-15", "Europe/London");
    }

    @Test
    void what_is_due_now_goes_before_the_backlog() {
        town.asleepUntil("2026-06-15T08:00:00Z");

        assertThat(claimed()).isEqualTo("Eve");
        assertThat(claimed()).isNotEqualTo("Eve");
    }

    @Test
    void a_moment_after_all_was_taken_a_claim_takes_what_came_due_and_what_appeared_since() {
        town.asleepUntil("2026-06-15T07:59:59.800Z");
        assertThat(claims.due(node, 10, ONE).count()).isEqualTo(5);
        yesterdaysAppearAgain();
        town.asleepUntil("2026-06-15T08:00:00Z");

        assertThat(claims.due(node, 10, ONE).count()).isEqualTo(6);
    }

    @Test
    void a_while_after_all_was_taken_what_is_due_now_goes_first_again() {
        town.asleepUntil("2026-06-15T07:59:59Z");
        assertThat(claims.due(node, 10, ONE).count()).isEqualTo(5);
        yesterdaysAppearAgain();
        town.asleepUntil("2026-06-15T08:00:00Z");

        assertThat(claimed()).isEqualTo("Eve");
    }

    @Test
    void so_does_what_the_claim_itself_plans_anew_for_a_moment_ago() {
        evesPlanIsOld("2026-06-14T00:00Z");
        town.asleepUntil("2026-06-15T08:00:02Z");

        assertThat(claims.due(node, 1, ONE).leases()).isEmpty();

        assertThat(claimed()).isEqualTo("Eve");
    }

    @Test
    void what_the_claim_plans_anew_for_an_earlier_instant_is_the_oldest_then() {
        sql("UPDATE schedule SET due_at = '2026-06-15T13:00Z' WHERE due_at = '2026-06-14T08:00Z'");
        evesPlanIsOld("2026-06-15T12:00Z");
        town.asleepUntil("2026-06-15T20:00:00Z");

        assertThat(claims.due(node, 1, ONE).leases()).isEmpty();

        assertThat(claimed()).isEqualTo("Eve");
    }

    @Test
    void what_a_claim_had_locked_that_failed_is_still_due_now() {
        town.asleepUntil("2026-06-15T07:59:59Z");
        assertThat(claimed()).isNotEqualTo("Eve");
        sql(
                """
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'the disk is full' USING ERRCODE = 'disk_full'; END $$
                """);
        sql("CREATE TRIGGER fail BEFORE INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION fail()");
        town.asleepUntil("2026-06-15T08:00:03Z");
        assertThatThrownBy(() -> claims.due(node, 2, ONE)).hasMessageContaining("the disk is full");
        sql("DROP TRIGGER fail ON delivery");
        town.asleepUntil("2026-06-15T08:00:04Z");

        assertThat(claimed()).isEqualTo("Eve");
    }

    @Test
    void a_delivery_that_is_there_already_does_not_take_up_the_room_of_others() {
        town.asleepUntil("2026-06-15T08:00:00Z");
        assertThat(claims.due(node, 10, ONE).count()).isEqualTo(6);
        // As after a restore from a backup that holds just one of them, the first that is made.
        sql("DELETE FROM delivery WHERE due_at <> '2026-06-15T08:00Z'");
        sql(
                "UPDATE schedule SET period = '2026', due_at = '2026-06-15T08:00Z', decided_through = NULL");
        sql(
                "UPDATE schedule SET due_at = '2026-06-15T07:59Z' WHERE subject_id = (SELECT subject_id FROM delivery)");

        Claimed again = claims.due(node, 10, ONE);

        assertThat(again.count()).isEqualTo(6);
        assertThat(again.leases()).hasSize(1);
    }

    @Test
    void
            what_others_have_claimed_is_not_walked_over_again_while_somebody_holds_a_transaction_open() {
        try (Handle idle = jdbi.open()) {
            idle.begin();
            idle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            idle.execute("SELECT FROM schedule");
            town.asleepUntil("2026-06-15T07:59:59Z");
            for (int year = 0; year < 50; year++) {
                assertThat(claims.due(node, 10, ONE).count()).isEqualTo(5);
                yesterdaysAppearAgain();
            }
            town.asleepUntil("2026-06-15T08:00:00Z");

            assertThat(entriesReadBy(() -> claims.due(node, 10, ONE))).isGreaterThan(250);
            assertThat(
                            entriesReadBy(() ->
                                    claims.due(
                                            node,
                                            10,
                                            new SharedPermits(ONE),
                                            Optional.of(Instant.parse("2026-06-15T08:00:00Z")))))
                    .isLessThan(10);
            idle.rollback();
        }
    }

    @Test
    void what_is_known_to_be_due_first_is_claimed_and_what_is_due_before_that_is_not() {
        Optional<Instant> eight = Optional.of(Instant.parse("2026-06-15T08:00:00Z"));
        town.asleepUntil("2026-06-15T08:00:00Z");

        List<Lease> leases = claims.due(node, 10, new SharedPermits(ONE), eight).leases();

        assertThat(leases).hasSize(1);
        assertThat(leases.getFirst().content().inputs()).containsEntry("firstName", "Eve");
        assertThat(claims.due(node, 10, ONE).count()).isEqualTo(5);
    }

    /// How many entries of the index on what is due.
    private long entriesReadBy(Runnable claim) {
        long before = entriesRead();
        claim.run();
        return entriesRead() - before;
    }

    private long entriesRead() {
        return jdbi.withHandle(handle -> {
            handle.execute("SELECT pg_stat_force_next_flush()");
            handle.execute("SELECT pg_stat_clear_snapshot()");
            return handle.select(
                            "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'schedule_due_tenant'")
                    .mapTo(Long.class)
                    .one();
        });
    }

    private void yesterdaysAppearAgain() {
        sql("DELETE FROM delivery");
        sql(
                "UPDATE schedule SET due_at = '2026-06-14T08:00Z', period = '2026', decided_through = NULL WHERE due_at > '2026-06-16'");
    }

    /// As an older definition has planned it.
    private void evesPlanIsOld(String dueAt) {
        jdbi.useHandle(handle ->
                handle.execute(
                        "UPDATE schedule SET due_at = ?::timestamptz, rule_version = 0 WHERE due_at = '2026-06-15T08:00Z'",
                        dueAt));
    }

    /// Whom a claim of one takes.
    private String claimed() {
        List<Lease> leases = claims.due(node, 1, ONE).leases();
        assertThat(leases).hasSize(1);
        return String.valueOf(leases.getFirst().content().inputs().get("firstName"));
    }

    private void sql(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }

    private TzInUse tz() {
        return new TzInUse(TzReleases.adopt(jdbi, TzSnapshot.bundled(), town.clock.instant()));
    }
}
