package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.BreakerPolicy;
import io.carillon.engine.endpoint.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {
    private static final Outcome BUSY = Outcome.Unavailable.because("HTTP 503");
    private static final Outcome LOST = new Outcome.Unknown("no answer within PT10S");
    private static final Outcome GONE = new Outcome.Gone("HTTP 410");

    @Test
    void an_endpoint_that_fails_everyone_is_left_alone_and_what_waits_burns_no_attempt() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        town.channel.answersAlways(BUSY);

        town.until("2027-06-15T08:00:29Z");

        assertThat(town.channel.sent()).hasSize(20);
        assertThat(town.deliveries())
                .extracting(Delivery::state, Delivery::attempts)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(DeliveryState.RETRYING, 1));
        assertThat(told(town)).containsExactly("NodeStarted", "BreakerOpened");
    }

    @Test
    void one_delivery_tries_after_half_a_minute_then_after_twice_the_time_and_all_follow() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        town.channel.answersAlways(BUSY);
        town.until("2027-06-15T08:01:00Z");
        town.channel.answersAlways(new Outcome.Accepted("HTTP 200"));

        town.until("2027-06-15T08:02:00Z");

        assertThat(town.channel.sentAt().subList(0, 20)).containsOnly("2027-06-15T08:00:00Z");
        assertThat(town.channel.sentAt().get(20)).isEqualTo("2027-06-15T08:00:30Z");
        assertThat(town.channel.sentAt().subList(21, 41)).containsOnly("2027-06-15T08:01:30Z");
        assertThat(town.deliveries())
                .extracting(Delivery::state)
                .hasSize(20)
                .containsOnly(DeliveryState.DELIVERED);
        assertThat(told(town)).containsExactly("NodeStarted", "BreakerOpened", "BreakerClosed");
    }

    @Test
    void probes_come_no_more_seldom_than_every_ten_minutes() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        town.channel.answersAlways(LOST);

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sentAt().subList(20, 27))
                .containsExactly(
                        "2027-06-15T08:00:30Z",
                        "2027-06-15T08:01:30Z",
                        "2027-06-15T08:03:30Z",
                        "2027-06-15T08:07:30Z",
                        "2027-06-15T08:15:30Z",
                        "2027-06-15T08:25:30Z",
                        "2027-06-15T08:35:30Z");
    }

    @Test
    void messages_that_are_refused_say_nothing_against_the_endpoint() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        town.channel.answersAlways(new Outcome.Refused("HTTP 422"));

        town.until("2027-06-15T08:00:00Z");

        assertThat(town.channel.sent()).hasSize(20);
        assertThat(webhook(town).health().breaker()).isInstanceOf(Breaker.Closed.class);
    }

    @Test
    void the_nodes_share_one_breaker_and_one_of_them_takes_the_probe() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        Engine other = town.another(io.carillon.calendar.TzSnapshot.bundled());
        town.channel.answersAlways(BUSY);
        town.until("2027-06-15T08:00:20Z");

        other.round();
        assertThat(town.channel.sent()).hasSize(20);

        town.asleepUntil("2027-06-15T08:00:30Z");
        town.channel.whileSending(other::round);
        town.engine.round();

        assertThat(town.channel.sent()).hasSize(21);
    }

    @Test
    void a_node_without_a_share_of_the_limit_leaves_the_probe_to_the_one_that_has_it() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        Engine other = town.another(io.carillon.calendar.TzSnapshot.bundled());
        town.databases
                .reference()
                .useHandle(handle -> handle.execute("UPDATE endpoint SET concurrency_max = 1"));
        town.engine.round();
        town.channel.answersAlways(BUSY);
        town.until("2027-06-15T08:00:20Z");
        assertThat(webhook(town).health().breaker()).isInstanceOf(Breaker.Open.class);
        int sent = town.channel.sent().size();

        town.asleepUntil("2027-06-15T08:00:30Z");
        other.round();
        town.engine.round();

        assertThat(town.channel.sent()).hasSize(sent + 1);
    }

    @Test
    void an_endpoint_that_is_gone_is_disabled_at_once_and_the_rest_waits_until_it_expires() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        town.channel.answersAlways(GONE);

        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.deliveries())
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.PENDING);
        assertThat(webhook(town).health().disabled().orElseThrow().reason()).isEqualTo("HTTP 410");

        town.until("2027-06-18T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.deliveries())
                .extracting(delivery -> delivery.state() + " " + delivery.attempts())
                .containsOnly("FAILED 1", "MISSED 0");
        assertThat(town.deliveries())
                .extracting(delivery -> delivery.times().settledAt())
                .containsOnly(Optional.of(Instant.parse("2027-06-17T08:00:00.000001Z")));
    }

    @Test
    void what_an_endpoint_that_is_gone_said_is_written_without_what_the_database_cannot_hold() {
        Town town = Town.at("2027-06-15T07:59:59Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(new Outcome.Gone("moved\0"));

        town.until("2027-06-15T08:00:00Z");

        assertThat(webhook(town).health().disabled().orElseThrow().reason())
                .isEqualTo("moved\uFFFD");
    }

    @Test
    void a_breaker_whose_window_was_changed_forgets_what_it_had_counted() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(9, "1990-06-15", "Europe/London");
        town.people(9, "1990-07-15", "Europe/London");
        town.channel.answersAlways(new Outcome.Refused("HTTP 422"));
        town.until("2027-06-15T08:00:05Z");
        assertThat(counted(town)).isEqualTo(9);

        town.engine.endpoints().change("webhook", it -> it.with(window(it, Duration.ofHours(1))));

        assertThat(counted(town)).isZero();
        town.until("2027-07-15T08:00:05Z");
        assertThat(counted(town)).isEqualTo(9);

        town.engine.endpoints().change("webhook", it -> it.with(window(it, Duration.ofHours(1))));
        assertThat(counted(town)).isEqualTo(9);
    }

    @Test
    void what_becomes_due_for_a_disabled_endpoint_waits_and_goes_when_it_is_enabled() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        town.engine.endpoints().disable("webhook", "for a test");

        town.until("2027-06-15T12:00:00Z");
        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.deliveries()).hasSize(20);

        town.engine.endpoints().enable("webhook");
        town.until("2027-06-15T12:00:00Z");

        assertThat(town.channel.sent()).hasSize(20);
        assertThat(town.deliveries())
                .extracting(delivery -> delivery.state() + " " + delivery.attempts())
                .containsOnly("DELIVERED 1");
        assertThat(told(town))
                .containsExactly("NodeStarted", "EndpointDisabled", "EndpointEnabled");
    }

    @Test
    void five_days_of_nothing_but_failures_disable_an_endpoint_after_two_notices() {
        Town town = Town.at("2027-06-10T00:00:00Z");
        for (int day = 10; day < 20; day++) {
            town.people(2, "1990-06-" + day, "Europe/London");
        }
        town.channel.answersAlways(BUSY);

        town.until("2027-06-20T00:00:00Z");

        List<EngineEvent> failing =
                town.events.stream().filter(EngineEvent.EndpointFailing.class::isInstance).toList();
        Endpoint webhook = webhook(town);
        assertThat(failing).hasSize(2);
        assertThat(webhook.health().failing().since())
                .contains(Instant.parse("2027-06-10T08:00:00Z"));
        assertThat(webhook.health().disabled().orElseThrow().reason())
                .isEqualTo("nothing but failures since 2027-06-10T08:00:00Z");
        assertThat(webhook.health().disabled().orElseThrow().at())
                .isBetween("2027-06-15T08:00:00Z", "2027-06-15T20:00:00Z");
    }

    @Test
    void one_success_in_five_days_keeps_an_endpoint() {
        Town town = Town.at("2027-06-10T00:00:00Z");
        for (int day = 10; day < 20; day++) {
            town.people(2, "1990-06-" + day, "Europe/London");
        }
        town.channel.answersAlways(BUSY);
        town.until("2027-06-14T00:00:00Z");
        town.channel.answers(new Outcome.Accepted("HTTP 200"));

        town.until("2027-06-18T00:00:00Z");

        assertThat(webhook(town).health().disabled()).isEmpty();
    }

    @Test
    void the_breaker_of_one_endpoint_does_not_concern_another() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.people(20, "1990-06-15", "Europe/London");
        town.neighbour(20, "1990-06-15", "Europe/London");
        town.channel.answersAlways(BUSY);

        town.until("2027-06-15T08:00:05Z");

        assertThat(town.channel.sent()).hasSize(20);
        assertThat(town.neighbours.sentAt()).hasSize(20).containsOnly("2027-06-15T08:00:00Z");
    }

    private static Endpoint webhook(Town town) {
        return town.engine.endpoints().find("webhook").orElseThrow();
    }

    private static BreakerPolicy window(Endpoint endpoint, Duration window) {
        BreakerPolicy before = endpoint.policy();
        return new BreakerPolicy(
                before.failureRate(),
                before.callsMin(),
                window,
                before.probeAfter(),
                before.probeAfterMax());
    }

    private static int counted(Town town) {
        return ((Breaker.Closed) webhook(town).health().breaker()).calls().total();
    }

    private static List<String> told(Town town) {
        return town.events.stream()
                .filter(event -> !(event instanceof EngineEvent.AttemptEnded))
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }
}
