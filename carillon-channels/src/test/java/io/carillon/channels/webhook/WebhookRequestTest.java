package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.carillon.channels.Dispatches;
import io.carillon.channels.webhook.Receiver.Received;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookRequestTest {
    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        receiver = Receiver.answering(200);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_receiver_with_the_standard_s_own_library_accepts_the_request() throws Exception {
        try (WebhookChannel channel = Webhooks.channel(receiver.url())) {
            channel.send(Dispatches.attempt(1));
        }

        Received received = receiver.received().getFirst();
        Webhook library = new Webhook(Webhooks.SECRET.reveal());
        assertThatCode(() -> library.verify(received.body(), received.headers()))
                .doesNotThrowAnyException();
    }

    @Test
    void the_headers_tell_delivery_attempt_time_and_sender() {
        InstantSource clock = Webhooks.at("2026-11-22T12:00:00.9Z");

        try (var channel = new WebhookChannel(Webhooks.endpoint(receiver.url()), clock)) {
            channel.send(Dispatches.attempt(3));
        }

        Received received = receiver.received().getFirst();
        assertThat(received.path()).isEqualTo("/hook");
        assertThat(received.header("webhook-id")).isEqualTo(Dispatches.ID.toString());
        assertThat(received.header("Idempotency-Key")).isEqualTo(Dispatches.ID.toString());
        assertThat(received.header("webhook-attempt")).isEqualTo("3");
        assertThat(received.header("webhook-timestamp")).isEqualTo("1795348800");
        assertThat(received.header("Content-Type")).isEqualTo("application/json");
        assertThat(received.header("User-Agent")).matches("Carillon/[0-9].*");
    }

    @Test
    void the_request_asks_for_nothing_that_it_does_not_need() {
        try (WebhookChannel channel = Webhooks.channel(receiver.url())) {
            channel.send(Dispatches.attempt(1));
        }

        assertThat(receiver.received().getFirst().headers().map())
                .doesNotContainKeys("Accept-Encoding", "Cookie", "Upgrade", "Expect");
    }

    @Test
    void another_attempt_has_the_same_body_and_its_own_headers() {
        WebhookEndpoint endpoint = Webhooks.endpoint(receiver.url());
        try (var first = new WebhookChannel(endpoint, Webhooks.at("2026-11-22T12:00:00Z"));
                var second = new WebhookChannel(endpoint, Webhooks.at("2026-11-22T12:00:01Z"))) {
            first.send(Dispatches.attempt(1));
            second.send(Dispatches.attempt(2));
        }

        Received one = receiver.received().get(0);
        Received two = receiver.received().get(1);
        assertThat(two.body()).isEqualTo(one.body());
        assertThat(two.header("webhook-id")).isEqualTo(one.header("webhook-id"));
        assertThat(two.header("webhook-attempt")).isNotEqualTo(one.header("webhook-attempt"));
        assertThat(two.header("webhook-timestamp")).isNotEqualTo(one.header("webhook-timestamp"));
        assertThat(two.header("webhook-signature")).isNotEqualTo(one.header("webhook-signature"));
    }
}
