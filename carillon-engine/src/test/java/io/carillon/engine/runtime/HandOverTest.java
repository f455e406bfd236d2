package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What attempts at two endpoints came to, while the health of the first cannot be written, as if
/// others wrote it all the time.
class HandOverTest {
    private static final int FIRST = Engine.WEBHOOK;
    private static final int SECOND = Engine.WEBHOOK + 1;

    private final Town town = Town.at("2027-06-15T00:00:00Z");
    private final Jdbi jdbi = town.databases.reference();

    @BeforeEach
    void fifteen_people_and_twelve_neighbours() {
        town.people(15, "1990-06-15", "Europe/London");
        town.neighbour(12, "1990-06-15", "Europe/London");
        town.asleepUntil("2027-06-15T08:00:00Z");
    }

    @AfterEach
    void all_can_be_written_again() {
        jdbi.useHandle(handle -> handle.execute("DROP FUNCTION IF EXISTS skip CASCADE"));
    }

    @Test
    void all_is_counted_once_and_what_could_not_be_handed_over_later() {
        cannotBeWritten(FIRST);

        assertThatThrownBy(town.engine::round).hasMessageContaining("[" + FIRST + "]");

        assertThat(calls()).containsEntry(FIRST, 0).containsEntry(SECOND, 12);

        all_can_be_written_again();
        town.engine.round();

        assertThat(calls()).containsEntry(FIRST, 15).containsEntry(SECOND, 12);
        assertThat(town.channel.sent()).hasSize(15);
        assertThat(town.neighbours.sent()).hasSize(12);
    }

    @Test
    void a_probe_that_was_taken_is_sent_though_another_could_not_be_taken() {
        town.channel.answersAlways(Outcome.Unavailable.because("HTTP 503"));
        town.neighbours.answersAlways(Outcome.Unavailable.because("HTTP 503"));
        town.engine.round();
        town.neighbours.answersAlways(new Outcome.Accepted("HTTP 200"));
        cannotBeWritten(FIRST);
        town.asleepUntil("2027-06-15T08:00:31Z");

        assertThatThrownBy(town.engine::round).hasMessageContaining("[" + FIRST + "]");

        assertThat(probeAt(FIRST)).isEqualTo("2027-06-15T08:00:30Z");
        assertThat(probeAt(SECOND)).isAfter("2027-06-15T08:00:31Z");

        all_can_be_written_again();
        town.engine.round();

        assertThat(town.neighbours.sent()).hasSize(24);
    }

    /// How many attempts all nodes know of, by endpoint.
    private Map<Integer, Integer> calls() {
        return jdbi.withHandle(Endpoints::all).stream()
                .collect(
                        Collectors.toMap(
                                Endpoint::id,
                                endpoint ->
                                        endpoint.health().breaker()
                                                        instanceof Breaker.Closed(var calls)
                                                ? calls.calls().stream()
                                                        .mapToInt(Integer::intValue)
                                                        .sum()
                                                : 0));
    }

    private Instant probeAt(int endpoint) {
        return jdbi.withHandle(Endpoints::all).stream()
                .filter(one -> one.id() == endpoint)
                .map(one -> ((Breaker.Open) one.health().breaker()).probeAt())
                .findFirst()
                .orElseThrow();
    }

    private void cannotBeWritten(int endpoint) {
        jdbi.useHandle(handle -> {
            handle.execute(
                    "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$");
            handle.execute(
                    "CREATE TRIGGER skip BEFORE UPDATE ON endpoint_health FOR EACH ROW WHEN (OLD.endpoint_id = %d) EXECUTE FUNCTION skip()"
                            .formatted(endpoint));
        });
    }
}
