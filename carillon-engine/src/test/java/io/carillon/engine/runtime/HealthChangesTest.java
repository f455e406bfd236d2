package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.Tenant;
import io.carillon.engine.database.Databases;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Health;
import io.carillon.engine.endpoint.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
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

    @Test
    void all_of_them_take_one_reading_and_one_writing() {
        try (Statements statements = new Statements(jdbi)) {
            changes.change(disabling(_ -> {}), done::put);

            assertThat(statements.names())
                    .containsExactly("-- read the endpoints", "-- write endpoints' health");
        }
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

    @Test
    void one_that_is_not_stored_any_more_has_nothing_to_change_and_the_others_are_changed() {
        int gone = endpoints.stream().mapToInt(Integer::intValue).max().orElseThrow() + 1;
        Map<Integer, HealthChanges.Decision> decisions = new HashMap<>(disabling(_ -> {}));
        decisions.put(
                gone,
                _ -> {
                    throw new AssertionError("nothing to decide on");
                });

        changes.change(decisions, done::put);

        assertThat(done).hasSize(COUNT + 1).containsEntry(gone, Optional.empty());
        assertThat(disabled()).hasSize(COUNT);
    }

    @Test
    void all_that_is_written_is_done_even_if_who_is_told_of_it_fails() {
        HealthChanges deaf =
                new HealthChanges(
                        jdbi,
                        _ -> {
                            throw new IllegalStateException("the listener is broken");
                        });

        assertThatThrownBy(() -> deaf.change(disabling(_ -> {}), done::put))
                .hasMessage("the listener is broken");

        assertThat(done).hasSize(COUNT);
    }

    @Test
    void nodes_that_count_at_the_same_time_lose_no_count() {
        Runnable node =
                () -> {
                    for (int times = 0; times < 20; times++) {
                        changes.change(counting(), (_, _) -> {});
                    }
                };
        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            CompletableFuture<Void> one = CompletableFuture.runAsync(node, nodes);
            CompletableFuture.runAsync(node, nodes).join();
            one.join();
        }

        assertThat(jdbi.withHandle(Endpoints::all))
                .hasSize(COUNT)
                .allSatisfy(endpoint -> {
                    assertThat(endpoint.health().version()).isEqualTo(40);
                    assertThat(endpoint.health().breaker())
                            .isInstanceOfSatisfying(
                                    Breaker.Closed.class,
                                    closed ->
                                            assertThat(closed.calls().calls())
                                                    .filteredOn(calls -> calls > 0)
                                                    .containsExactly(40));
                });
    }

    @Test
    void a_node_that_is_stopped_while_it_writes_keeps_no_row_from_another() throws IOException {
        try (Network network = new Network();
                Databases databases =
                        Databases.open(
                                network.url(), TestDatabase.user(), TestDatabase.password(), 1)) {
            HealthChanges stopped = new HealthChanges(databases.reference(), _ -> {});
            CompletableFuture<Void> _ =
                    CompletableFuture.runAsync(() ->
                            stopped.change(disabling(_ -> network.forgetsAnswers()), done::put));
            await().until(() -> disabled().size() == COUNT);

            changes.change(
                    endpoints.stream()
                            .collect(
                                    Collectors.toMap(
                                            id -> id,
                                            _ -> before -> Optional.of(before.health().enabled()))),
                    (_, _) -> {});

            assertThat(disabled()).isEmpty();
            assertThat(done).isEmpty();
        }
    }

    /// One attempt, which was answered.
    private Map<Integer, HealthChanges.Decision> counting() {
        Tally one = new Tally(1, 0, Optional.empty(), Optional.empty());
        Map<Integer, HealthChanges.Decision> decisions = new HashMap<>();
        for (int id : endpoints) {
            decisions.put(
                    id, before -> Optional.of(before.health().after(one, before.policy(), NOW)));
        }
        return decisions;
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
}
