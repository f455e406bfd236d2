package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.engine.delivery.Attempt;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Outcome BUSY = Outcome.Unavailable.because("HTTP 503");

    @Test
    void an_endpoint_that_was_busy_once_gets_the_same_message_again_within_a_second() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(BUSY);

        town.until("2027-06-15T08:00:01Z");

        List<Dispatch> dispatches =
                town.channel.sent().stream().map(RecordingChannel.Sent::dispatch).toList();
        assertThat(dispatches).extracting(Dispatch::attempt).containsExactly(1, 2);
        assertThat(dispatches.getFirst().id()).isEqualTo(dispatches.getLast().id());
        assertThat(dispatches.getFirst().message()).isEqualTo(dispatches.getLast().message());
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.engine.views().history(town.delivery()))
                .extracting(Attempt::number, Attempt::outcome, Attempt::detail)
                .containsExactly(
                        tuple(1, "unavailable", "HTTP 503"), tuple(2, "accepted", "HTTP 200"));
    }

    @Test
    void a_delivery_accepted_at_once_has_a_history_of_one_attempt() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");

        town.until("2027-06-15T09:00:00Z");

        Instant due = Instant.parse("2027-06-15T08:00:00Z");
        assertThat(town.engine.views().history(town.delivery()))
                .containsExactly(new Attempt(1, Optional.of(due), due, "accepted", "HTTP 200"));
    }

    @Test
    void an_endpoint_that_stays_away_is_tried_until_the_delivery_expires() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(Collections.nCopies(20, BUSY).toArray(Outcome[]::new));

        town.until("2027-06-25T00:00:00Z");

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(town.delivery().detail())
                .startsWith("HTTP 503; it expires before the next attempt");
        assertThat(town.channel.sent())
                .hasSize(10); // 3 short waits, then 5m, 30m, 2h, 5h, 10h, 14h
        assertThat(Instant.parse(town.channel.sentAt().getLast())).isBefore("2027-06-17T08:00:00Z");
    }

    @Test
    void the_endpoint_is_left_alone_for_as_long_as_it_asks() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(
                new Outcome.Unavailable("HTTP 429", Optional.of(Duration.ofMinutes(7))));

        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly("2027-06-15T08:00:00Z", "2027-06-15T08:07:00Z");
    }

    @Test
    void a_refused_message_is_not_sent_again() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(new Outcome.Refused("HTTP 422"));

        town.until("2027-06-18T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void a_message_of_unknown_fate_is_sent_again_under_the_same_id() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(new Outcome.Unknown("no answer within PT10S"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sent())
                .extracting(sent -> sent.dispatch().id())
                .hasSize(2)
                .containsOnly(town.delivery().id());
    }

    @Test
    void a_channel_that_throws_leaves_an_unknown_fate_and_harms_nobody_else() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("Ada", "1990-06-15", "Europe/London");
        town.person("Bob", "1990-06-15", "Europe/London");
        boolean[] thrown = {false};
        town.channel.whileSending(() -> {
            if (!thrown[0]) {
                thrown[0] = true;
                throw new IllegalStateException("the channel is broken");
            }
        });

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.deliveries())
                .allSatisfy(delivery ->
                        assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED));
        assertThat(town.channel.sent()).hasSize(3);
    }

    @Test
    void what_a_channel_says_is_written_without_what_the_database_cannot_hold() {
        Town town = Town.at("2027-06-15T07:59:59Z");
        town.people(3, "1990-06-15", "Europe/London");
        town.channel.answers(
                new Outcome.Accepted("well\0"),
                new Outcome.Refused("\uDC00 no \uD800\uD83D\uDD14"),
                new Outcome.Unavailable("later\0", Optional.empty()));

        town.downUntil("2027-06-15T08:00:00Z");

        assertThat(town.deliveries())
                .extracting(Delivery::detail)
                .containsExactlyInAnyOrder(
                        "well\uFFFD", "\uFFFD no \uFFFD\uD83D\uDD14", "later\uFFFD");
    }

    @Test
    void what_a_channel_throws_is_written_without_what_the_database_cannot_hold() {
        Town town = Town.at("2027-06-15T07:59:59Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.whileSending(() -> {
            throw new IllegalStateException("read \0\uD800");
        });

        town.downUntil("2027-06-15T08:00:00Z");

        assertThat(town.delivery().detail()).endsWith("IllegalStateException: read \uFFFD\uFFFD");
    }

    @Test
    void a_retry_that_waits_while_its_subject_is_deleted_is_cancelled_and_forgets_the_name() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.channel.answers(Collections.nCopies(4, BUSY).toArray(Outcome[]::new));
        town.until("2027-06-15T08:02:00Z"); // four attempts made, the fifth due after five minutes

        town.engine.subjects().delete(ada);
        town.until("2027-06-18T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(4);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(inputs(town)).isEqualTo("none");
    }

    @Test
    void a_subject_deleted_while_its_message_fails_is_not_tried_again() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.channel.answers(BUSY);
        town.channel.whileSending(() -> town.engine.subjects().delete(ada));

        town.until("2027-06-18T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(town.delivery().detail())
                .isEqualTo("its subject was deleted; the last attempt: HTTP 503");
    }

    @Test
    void a_delivered_message_leaves_no_name_behind() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");

        town.until("2027-06-15T09:00:00Z");

        assertThat(inputs(town)).isEqualTo("none");
    }

    @Test
    void a_retry_keeps_the_name_it_was_first_sent_with() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("Ada", "1990-06-15", "Europe/London");
        town.channel.answers(BUSY);
        town.channel.whileSending(() -> town.isCalled(ada, "Augusta"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.texts())
                .hasSize(2)
                .containsOnly("Hey, Ada Lovelace it's your birthday");
    }

    @Test
    void a_retry_that_a_day_of_downtime_overtakes_fails_when_it_expires() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(BUSY);
        town.asleepUntil("2027-06-15T08:00:00Z");
        town.engine.round();

        town.downUntil("2027-06-19T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(town.delivery().detail()).isEqualTo("expired while it waited");
    }

    @Test
    void what_cannot_be_rendered_is_parked() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.edit(
                ada,
                profile ->
                        new Profile(profile.zone(), profile.dates(), Map.of("firstName", "Ada")));

        town.until("2027-06-15T09:00:00Z");

        Delivery delivery = town.delivery();
        assertThat(delivery.state()).isEqualTo(DeliveryState.PARKED);
        assertThat(town.channel.sent()).isEmpty();
    }

    private static String inputs(Town town) {
        return town.databases
                .reference()
                .withHandle(handle ->
                        handle.createQuery("SELECT coalesce(inputs::text, 'none') FROM delivery")
                                .mapTo(String.class)
                                .one());
    }
}
