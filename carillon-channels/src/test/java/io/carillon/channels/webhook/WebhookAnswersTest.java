package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channels.Dispatches;
import io.carillon.engine.delivery.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAnswersTest {
    @ParameterizedTest
    @ValueSource(strings = {"ok", "{\"ok\":true}", "<!doctype html><title>Thanks</title>", ""})
    void a_2xx_is_accepted_whatever_the_body(String body) throws Exception {
        try (Receiver receiver = Receiver.answering(200, body)) {
            assertThat(outcomeOf(receiver)).isEqualTo(new Outcome.Accepted("HTTP 200"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 299})
    void every_2xx_is_accepted(int status) throws Exception {
        try (Receiver receiver = Receiver.answering(status)) {
            assertThat(outcomeOf(receiver)).isEqualTo(new Outcome.Accepted("HTTP " + status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void an_answer_about_the_message_refuses_it(int status) throws Exception {
        try (Receiver receiver = Receiver.answering(status)) {
            assertThat(outcomeOf(receiver)).isEqualTo(new Outcome.Refused("HTTP " + status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 408, 409, 418, 425, 429, 500, 502, 503, 599})
    void an_answer_about_the_endpoint_is_for_another_time(int status) throws Exception {
        try (Receiver receiver = Receiver.answering(status)) {
            assertThat(outcomeOf(receiver))
                    .isEqualTo(Outcome.Unavailable.because("HTTP " + status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 503})
    void a_busy_receiver_says_when_to_come_back(int status) throws Exception {
        try (Receiver receiver = Receiver.answering(status, "Retry-After", "90")) {
            assertThat(outcomeOf(receiver))
                    .isEqualTo(
                            new Outcome.Unavailable(
                                    "HTTP " + status, Optional.of(Duration.ofSeconds(90))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_refused_and_not_followed(int status) throws Exception {
        try (Receiver elsewhere = Receiver.answering(200);
                Receiver receiver = Receiver.answering(status, "Location", elsewhere.url())) {
            assertThat(outcomeOf(receiver)).isInstanceOf(Outcome.Refused.class);

            assertThat(receiver.received()).hasSize(1);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void a_busy_receiver_gets_the_request_exactly_once(int status) throws Exception {
        try (Receiver receiver = Receiver.answering(status, "Retry-After", "0")) {
            outcomeOf(receiver);

            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void a_500_and_then_a_200_are_two_sends_with_two_outcomes() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (Receiver receiver =
                        new Receiver(exchange ->
                                exchange.sendResponseHeaders(
                                        requests.incrementAndGet() == 1 ? 500 : 200, -1));
                WebhookChannel channel = Webhooks.channel(receiver.url())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(Outcome.Unavailable.because("HTTP 500"));
            assertThat(channel.send(Dispatches.attempt(2)))
                    .isEqualTo(new Outcome.Accepted("HTTP 200"));
            assertThat(requests).hasValue(2);
        }
    }

    private static Outcome outcomeOf(Receiver receiver) {
        try (WebhookChannel channel = Webhooks.channel(receiver.url())) {
            return channel.send(Dispatches.attempt(1));
        }
    }
}
