package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.endpoint.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void a_rate_is_kept_and_spread_evenly() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(10, "1990-06-15", "Europe/London");
        limit(town, new Limits(Optional.empty(), Optional.of(2), Duration.ofSeconds(1)));

        town.until("2027-06-15T08:00:10Z");

        List<Instant> sentAt = town.channel.sentAt().stream().map(Instant::parse).toList();
        assertThat(sentAt).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(sentAt.get(i))
                    .isBetween(
                            Instant.parse("2027-06-15T08:00:00Z").plusMillis(500L * i),
                            Instant.parse("2027-06-15T08:00:00.001Z").plusMillis(500L * i));
        }
    }

    @Test
    void several_nodes_share_a_rate() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(30, "1990-06-15", "Europe/London");
        Engine other = town.another(TzSnapshot.bundled());
        limit(town, new Limits(Optional.empty(), Optional.of(10), Duration.ofSeconds(1)));
        other.round();

        Instant start = Instant.parse("2027-06-15T08:00:00Z");
        for (int millis = 0; millis < 1_000; millis += 50) {
            town.asleepUntil(start.plusMillis(millis).toString());
            town.engine.round();
            other.round();
        }

        assertThat(town.channel.sent()).hasSizeBetween(9, 12);
    }

    @Test
    void where_there_is_less_than_one_for_each_node_one_node_sends_and_another_follows_it() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(5, "1990-06-15", "Europe/London");
        Engine other = town.another(TzSnapshot.bundled());
        limit(town, new Limits(Optional.of(1), Optional.empty(), Duration.ofSeconds(1)));
        other.round();
        town.asleepUntil("2027-06-15T08:00:00Z");

        other.round();

        assertThat(town.channel.sent()).isEmpty();

        town.engine.close();
        other.round();

        assertThat(town.channel.sent()).hasSize(5);
    }

    @Test
    void a_node_takes_all_endpoints_that_nobody_holds_by_one_statement_and_another_takes_none() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(5, "1990-06-15", "Europe/London");
        town.neighbour(3, "1990-06-15", "Europe/London");
        Engine other = town.another(TzSnapshot.bundled());
        town.databases
                .reference()
                .useHandle(handle -> handle.execute("UPDATE endpoint SET concurrency_max = 1"));

        assertThat(writings(town, town.engine::round)).isOne();
        assertThat(writings(town, other::round)).isZero();

        town.engine.close();
        town.asleepUntil("2027-06-15T08:00:00Z");
        other.round();

        assertThat(town.channel.sent()).hasSize(5);
        assertThat(town.neighbours.sent()).hasSize(3);
    }

    private static long writings(Town town, Runnable round) {
        try (Statements statements = new Statements(town.databases.loops())) {
            round.run();
            return statements.names().stream().filter("-- write endpoints' health"::equals).count();
        }
    }

    @Test
    void what_a_limited_endpoint_cannot_take_yet_keeps_nobody_else_waiting() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(35, "1990-06-15", "Europe/London");
        town.neighbour(5, "1990-06-15", "Europe/London");
        limit(town, new Limits(Optional.empty(), Optional.of(1), Duration.ofSeconds(1)));

        town.until("2027-06-15T08:01:00Z");

        assertThat(town.neighbours.sentAt()).hasSize(5).containsOnly("2027-06-15T08:00:00Z");
        assertThat(town.channel.sent()).hasSize(35);
        assertThat(town.channel.sentAt().getLast()).startsWith("2027-06-15T08:00:34");
    }

    @Test
    void what_waits_is_not_overtaken_for_ever_by_what_is_due_now() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(8, "1990-06-15", "Europe/London");
        town.engine.endpoints().disable("webhook", "for a test");
        town.until("2027-06-15T08:00:00Z");
        assertThat(town.deliveries())
                .allSatisfy(one -> assertThat(one.state()).isEqualTo(DeliveryState.PENDING));
        limit(town, new Limits(Optional.empty(), Optional.of(4), Duration.ofSeconds(1)));
        town.engine.endpoints().enable("webhook");

        // Four more become due each second, as many as may go.
        for (int second = 1; second <= 16; second++) {
            town.ringsAt("09:00:" + (second < 10 ? "0" : "") + second);
            town.people(4, "1990-06-15", "Europe/London");
            town.until("2027-06-15T08:00:" + (second < 10 ? "0" : "") + second + "Z");
        }

        assertThat(
                        town.deliveries().stream()
                                .filter(one ->
                                        one.times()
                                                .dueAt()
                                                .equals(Instant.parse("2027-06-15T08:00:00Z"))))
                .hasSize(8)
                .allSatisfy(one -> assertThat(one.state()).isEqualTo(DeliveryState.DELIVERED));
    }

    private static void limit(Town town, Limits limits) {
        assertThat(town.engine.endpoints().change("webhook", webhook -> webhook.with(limits)))
                .isPresent();
    }
}
