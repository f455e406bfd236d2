package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.Tenant;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Health;
import io.carillon.engine.endpoint.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Fifty endpoints are disabled at the same time.
class HealthChangesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final int COUNT = 50;

    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final List<String> told = new ArrayList<>();
    private final HealthChanges changes =
            new HealthChanges(jdbi, event -> told.add(event.getClass().getSimpleName()));
    private final Map<Integer, Optional<Health>> done = new HashMap<>();
    private final List<Integer> endpoints =
            jdbi.withHandle(handle -> {
                for (int i = 1; i < COUNT; i++) {
                    Endpoints.insert(handle, Tenant.DEFAULT, "webhook-" + i, "webhook");
                }
                return Endpoints.all(handle).stream().map(Endpoint::id).toList();
            });

    @AfterEach
    void nobody_counts_statements_any_more() {
        jdbi.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }

    @Test
    void all_of_them_take_one_reading_and_one_writing() {
        List<String> statements = new ArrayList<>();
        jdbi.getConfig(SqlStatements.class).setSqlLogger(counting(statements));

        changes.change(disabling(_ -> {}), done::put);

        assertThat(statements)
                .containsExactly("-- read the endpoints", "-- write endpoints' health");
        assertThat(disabled()).hasSize(COUNT);
        assertThat(done).hasSize(COUNT);
        assertThat(told).hasSize(COUNT).containsOnly("EndpointDisabled");
    }

    @Test
    void what_another_node_has_written_meanwhile_is_decided_anew_and_the_others_are_not() {
        Map<Integer, Integer> decided = new HashMap<>();
        int contested = endpoints.get(7);

        changes.change(
                disabling(before -> {
                    int times = decided.merge(before.id(), 1, Integer::sum);
                    if (before.id() == contested && times == 1) {
                        write(before);
                    }
                }),
                done::put);

        assertThat(decided).hasSize(COUNT).containsEntry(contested, 2);
        assertThat(decided.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(COUNT + 1);
        assertThat(disabled()).hasSize(COUNT);
        assertThat(told).hasSize(COUNT);
    }

    @Test
    void what_others_write_all_the_time_is_given_up_and_the_others_are_done() {
        int contested = endpoints.get(7);

        assertThatThrownBy(() ->
                        changes.change(
                                disabling(before -> {
                                    if (before.id() == contested) {
                                        write(before);
                                    }
                                }),
                                done::put))
                .hasMessageContaining("[" + contested + "]");

        assertThat(done).hasSize(COUNT - 1).doesNotContainKey(contested);
        assertThat(disabled()).hasSize(COUNT - 1).doesNotContain(contested);
    }

    @Test
    void nothing_is_written_or_said_where_there_is_nothing_to_change() {
        changes.change(disabling(_ -> {}), done::put);
        List<Endpoint> before = jdbi.withHandle(Endpoints::all);
        told.clear();
        done.clear();

        changes.change(disabling(_ -> {}), done::put);

        assertThat(told).isEmpty();
        assertThat(done).hasSize(COUNT);
        assertThat(done.values()).containsOnly(Optional.empty());
        assertThat(jdbi.withHandle(Endpoints::all)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void open_and_closed_and_disabled_ones_are_written_side_by_side_as_they_are() {
        Map<Integer, Health> wanted = new HashMap<>();
        Map<Integer, HealthChanges.Decision> decisions = new HashMap<>();
        Tally failures = new Tally(20, 20, Optional.empty(), Optional.empty());
        Tally few = new Tally(5, 2, Optional.empty(), Optional.empty());
        for (int id : endpoints) {
            decisions.put(
                    id,
                    before -> {
                        Health known = before.health();
                        Health after =
                                switch (id % 4) {
                                    case 0 -> known.after(failures, before.policy(), NOW);
                                    case 1 -> known.after(few, before.policy(), NOW);
                                    case 2 -> known.disabled("for a test, \"{quoted}\"", NOW);
                                    default -> known.heldBy(new UUID(0, id));
                                };
                        wanted.put(id, after);
                        return Optional.of(after);
                    });
        }

        changes.change(decisions, done::put);

        for (Endpoint endpoint : jdbi.withHandle(Endpoints::all)) {
            Health health = endpoint.health();
            Health after = Optional.ofNullable(wanted.get(endpoint.id())).orElseThrow();
            assertThat(health.version()).isEqualTo(after.version() + 1);
            assertThat(health.breaker()).isEqualTo(after.breaker());
            assertThat(health.disabled()).isEqualTo(after.disabled());
            assertThat(health.failing()).isEqualTo(after.failing());
        }
        assertThat(told).contains("BreakerOpened", "EndpointDisabled");
    }

    /// Each is disabled, unless it is already; something else happens just before.
    private Map<Integer, HealthChanges.Decision> disabling(Consumer<Endpoint> before) {
        Map<Integer, HealthChanges.Decision> decisions = new HashMap<>();
        for (int id : endpoints) {
            decisions.put(
                    id,
                    endpoint -> {
                        before.accept(endpoint);
                        Health health = endpoint.health();
                        return health.disabled().isPresent()
                                ? Optional.empty()
                                : Optional.of(health.disabled("for a test", NOW));
                    });
        }
        return decisions;
    }

    private void write(Endpoint endpoint) {
        jdbi.useHandle(handle -> Endpoints.save(handle, endpoint, endpoint.health()));
    }

    private List<Integer> disabled() {
        return jdbi.withHandle(Endpoints::all).stream()
                .filter(endpoint -> endpoint.health().disabled().isPresent())
                .map(Endpoint::id)
                .toList();
    }

    private static SqlLogger counting(List<String> statements) {
        return new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                statements.add(context.getRawSql().lines().findFirst().orElseThrow());
            }
        };
    }
}
