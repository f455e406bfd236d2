package io.carillon.channels.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channels.Dispatches;
import io.carillon.engine.delivery.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Receivers that misbehave. Before the first byte: unavailable. After it: unknown.
@Timeout(15)
class WebhookFailuresTest {
    private static final String LONG = "x".repeat(10_000);

    @Test
    void nobody_there_is_unavailable() throws Exception {
        try (WebhookChannel channel = Webhooks.channel(Webhooks.nobody())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(Outcome.Unavailable.because("connection refused"));
        }
    }

    @Test
    void a_name_that_does_not_resolve_is_unavailable() {
        try (WebhookChannel channel = Webhooks.channel("http://nowhere.invalid/hook")) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(Outcome.Unavailable.because("the host name does not resolve"));
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0.3S, PT20S", "PT20S, PT0.3S"})
    void a_connect_that_hangs_is_unavailable_at_the_first_limit(Duration connect, Duration total)
            throws Exception {
        try (DeafReceiver receiver = new DeafReceiver();
                WebhookChannel channel =
                        Webhooks.channel(
                                Webhooks.endpoint(receiver.url()).withTimeouts(connect, total))) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(Outcome.Unavailable.because("no connection within PT0.3S"));
        }
    }

    @Test
    void a_failed_tls_handshake_is_unavailable() throws Exception {
        try (RawReceiver receiver = new RawReceiver(c -> c.write("no TLS here\r\n\r\n"));
                WebhookChannel channel = Webhooks.channel(receiver.httpsUrl())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(Outcome.Unavailable.because("the TLS handshake failed"));
        }
    }

    @Test
    void a_tls_handshake_that_hangs_is_unavailable_within_the_connect_timeout() throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Connection::hang);
                WebhookChannel channel =
                        Webhooks.channel(
                                Webhooks.endpoint(receiver.httpsUrl())
                                        .withTimeouts(Webhooks.SHORT, Webhooks.PATIENT))) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(Outcome.Unavailable.because("no connection within PT0.3S"));
        }
    }

    @Test
    void a_tls_handshake_that_outlasts_the_total_is_unavailable() throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Connection::hang);
                WebhookChannel channel = Webhooks.hasty(receiver.httpsUrl())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(Outcome.Unavailable.because("no connection within PT0.3S"));
        }
    }

    @Test
    void a_receiver_that_hangs_leaves_the_outcome_unknown() throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Connection::hang);
                WebhookChannel channel = Webhooks.hasty(receiver.url())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(new Outcome.Unknown("no answer within PT0.3S"));
        }
    }

    @Test
    void headers_that_drip_end_at_the_total() throws Exception {
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            c.readRequest();
                            c.drip("HTTP/1.1 200 OK\r\nX-Filler: " + LONG);
                        });
                WebhookChannel channel = Webhooks.hasty(receiver.url())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(new Outcome.Unknown("no answer within PT0.3S"));
        }
    }

    @Test
    void interim_answers_without_end_are_no_answer() throws Exception {
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            c.readRequest();
                            c.drip("HTTP/1.1 102 Processing\r\n\r\n".repeat(1_000));
                        });
                WebhookChannel channel = Webhooks.hasty(receiver.url())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(new Outcome.Unknown("no answer within PT0.3S"));
        }
    }

    @Test
    void after_a_2xx_a_body_that_drips_ends_at_the_total_and_is_accepted() throws Exception {
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            c.readRequest();
                            c.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
                            c.drip(LONG);
                        });
                WebhookChannel channel = Webhooks.hasty(receiver.url())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(new Outcome.Accepted("HTTP 200"));
        }
    }

    @Test
    void after_a_2xx_an_endless_body_is_cut_off_and_accepted() throws Exception {
        AtomicBoolean cut = new AtomicBoolean();
        CountDownLatch over = new CountDownLatch(1);
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            c.readRequest();
                            c.write("HTTP/1.1 200 OK\r\n\r\n");
                            try {
                                while (!cut.get()) {
                                    c.write(LONG);
                                }
                            } finally {
                                over.countDown();
                            }
                        });
                WebhookChannel channel = Webhooks.channel(receiver.url())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(new Outcome.Accepted("HTTP 200"));
            assertThat(over.await(5, SECONDS)).isTrue();
        }
    }

    @Test
    void after_a_2xx_a_broken_body_is_accepted() throws Exception {
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            c.readRequest();
                            c.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                            c.reset();
                        });
                WebhookChannel channel = Webhooks.channel(receiver.url())) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(new Outcome.Accepted("HTTP 200"));
        }
    }

    @Test
    void a_reset_after_the_request_is_unknown() throws Exception {
        assertUnknown(RawReceiver.Connection::reset, "the connection was reset before an answer");
    }

    @Test
    void a_close_after_the_request_is_unknown() throws Exception {
        assertUnknown(_ -> {}, "the connection was closed before an answer");
    }

    @Test
    void garbage_after_the_request_is_unknown() throws Exception {
        assertUnknown(
                c -> c.write("220 smtp.example ESMTP\r\n".repeat(50)), "the answer is not HTTP");
    }

    @Test
    void a_header_line_without_end_is_unknown_and_does_not_fill_the_memory() throws Exception {
        assertUnknown(
                c -> c.write("HTTP/1.1 200 OK\r\nX: " + LONG + LONG), "the answer is not HTTP");
    }

    @Test
    void a_switch_of_protocols_that_nobody_asked_for_is_unknown() throws Exception {
        assertUnknown(
                c -> c.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\n\r\n"),
                "the answer is not HTTP");
    }

    private static void assertUnknown(RawReceiver.Script afterTheRequest, String reason)
            throws Exception {
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            c.readRequest();
                            afterTheRequest.play(c);
                        });
                WebhookChannel channel = Webhooks.channel(receiver.url())) {
            assertThat(channel.send(Dispatches.attempt(1))).isEqualTo(new Outcome.Unknown(reason));
            assertThat(receiver.requests()).hasSize(1);
        }
    }
}
