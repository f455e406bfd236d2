package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.DueClock;
import io.carillon.engine.Tenant;
import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One tenant has a crowd of a hundred due at eight, of whom a claim takes twenty; its neighbour
/// has three.
class FairSharesTest {
    private static final Permits PLENTY =
            new Permits(1_000, Map.of(Engine.WEBHOOK, 1_000, Engine.WEBHOOK + 1, 1_000));
    private static final int LIMIT = 20;
    private static final int CROWD = 100;

    /// In the past also for the database's clock, which has its say in real time.
    private final Town town = Town.at("2026-06-15T00:00:00Z");

    private final Jdbi jdbi = town.databases.reference();
    private final UUID node =
            jdbi.withHandle(handle ->
                    handle.select("SELECT incarnation FROM node").mapTo(UUID.class).one());
    private final TzInUse tz =
            new TzInUse(TzReleases.adopt(jdbi, TzSnapshot.bundled(), town.clock.instant()));

    FairSharesTest() {
        town.people(CROWD, "1990-06-15", "Europe/London");
    }

    @AfterEach
    void nobody_counts_statements_any_more() {
        jdbi.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }

    @Test
    void the_few_of_that_very_instant_are_in_the_first_claim() {
        int neighbour = town.neighbour(3, "1990-06-15", "Europe/London");
        town.asleepUntil("2026-06-15T08:00:00Z");

        assertThat(claim(inVirtualTime()))
                .containsOnly(Map.entry(Tenant.DEFAULT, LIMIT), Map.entry(neighbour, 3));
    }

    @Test
    void so_are_they_in_the_lane_of_what_is_due_now_and_in_the_backlog() {
        int neighbour = town.neighbour(8, "1990-06-15", "Europe/London");

        town.asleepUntil("2026-06-15T08:00:00.1Z");
        assertThat(claim(town.inRealTime())).containsEntry(neighbour, 5);

        town.asleepUntil("2026-06-15T20:00:00Z");
        assertThat(claim(town.inRealTime())).containsEntry(neighbour, 3);
    }

    @Test
    void so_are_those_who_came_due_after_the_crowd() {
        int neighbour = town.neighbour(2, "1990-06-15", "Europe/London");
        jdbi.useHandle(handle ->
                handle.execute(
                        "UPDATE schedule SET due_at = due_at + (1 + slot) * interval '1 s' WHERE tenant_id = ?",
                        neighbour));
        town.asleepUntil("2026-06-15T18:00:00Z");

        assertThat(claim(inVirtualTime())).containsEntry(neighbour, 2);
    }

    @Test
    void but_nobody_who_is_not_due_yet() {
        int neighbour = town.neighbour(2, "1990-06-15", "Europe/London");
        jdbi.useHandle(handle ->
                handle.execute(
                        "UPDATE schedule SET due_at = due_at + interval '1 h' WHERE tenant_id = ?",
                        neighbour));
        town.asleepUntil("2026-06-15T08:00:00Z");

        assertThat(claim(inVirtualTime())).doesNotContainKey(neighbour);
    }

    @Test
    void claim_by_claim_everybody_is_claimed_once() {
        int neighbour = town.neighbour(40, "1990-06-15", "Europe/London");
        town.asleepUntil("2026-06-15T08:00:00.1Z");
        Claims claims = claims(town.inRealTime());
        Set<DeliveryId> claimed = new HashSet<>();
        List<Integer> tenants = new ArrayList<>();

        List<Lease> leases;
        do {
            leases = claims.due(node, LIMIT, PLENTY).leases();
            leases.forEach(lease -> {
                assertThat(claimed.add(lease.id())).isTrue();
                tenants.add(lease.schedule().tenant());
            });
        } while (!leases.isEmpty());

        assertThat(claimed).hasSize(CROWD + 40);
        assertThat(tenants.subList(0, 4 * 25))
                .filteredOn(tenant -> tenant == neighbour)
                .hasSize(20);
    }

    @Test
    void a_claim_of_one_takes_one() {
        town.neighbour(3, "1990-06-15", "Europe/London");
        town.asleepUntil("2026-06-15T08:00:00Z");

        assertThat(claims(inVirtualTime()).due(node, 1, PLENTY).count()).isEqualTo(1);
    }

    @Test
    void where_there_is_one_tenant_nobody_looks_for_others() {
        List<String> looked = new ArrayList<>();
        town.asleepUntil("2026-06-15T08:00:00Z");
        Claims claims = claims(inVirtualTime());
        claims.due(node, LIMIT, PLENTY);
        jdbi.getConfig(SqlStatements.class)
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logBeforeExecution(StatementContext context) {
                                String sql = context.getRenderedSql();
                                if (sql.contains("see who is due behind a crowd")) {
                                    looked.add(sql);
                                }
                            }
                        });

        claims.due(node, LIMIT, PLENTY);
        assertThat(looked).isEmpty();

        town.neighbour(3, "1990-06-15", "Europe/London");
        claims.due(node, LIMIT, PLENTY);
        claims.due(node, LIMIT, PLENTY);
        assertThat(looked).hasSize(1);
    }

    /// How many of each tenant one claim took.
    private Map<Integer, Integer> claim(DueClock clock) {
        Map<Integer, Integer> taken = new HashMap<>();
        claims(clock)
                .due(node, LIMIT, PLENTY)
                .leases()
                .forEach(lease -> taken.merge(lease.schedule().tenant(), 1, Integer::sum));
        return taken;
    }

    private Claims claims(DueClock clock) {
        return new Claims(jdbi, tz, clock, _ -> {});
    }

    private DueClock inVirtualTime() {
        return town.clock;
    }
}
