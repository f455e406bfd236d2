package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.channels.Dispatches;
import io.carillon.engine.delivery.Outcome;
import java.net.http.HttpHeaders;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(15)
class WebhookLeaseTest {
    @Test
    void the_lease_is_asked_after_connecting_and_before_the_first_byte() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch firstByte = new CountDownLatch(1);
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            accepted.countDown();
                            c.readRequest();
                            firstByte.countDown();
                            c.write("HTTP/1.1 204 No Content\r\n\r\n");
                        });
                WebhookChannel channel = Webhooks.channel(receiver.url())) {

            Outcome outcome =
                    channel.send(
                            Dispatches.withLease(
                                    () -> opens(accepted) && firstByte.getCount() == 1));

            assertThat(outcome).isEqualTo(new Outcome.Accepted("HTTP 204"));
        }
    }

    @Test
    void without_the_lease_the_receiver_sees_a_connection_and_not_one_byte() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            accepted.countDown();
                            if (c.bytesUntilClosed() == 0) {
                                closed.countDown();
                            }
                        });
                WebhookChannel channel = Webhooks.channel(receiver.url())) {

            Outcome outcome = channel.send(Dispatches.withLease(() -> !opens(accepted)));

            assertThat(outcome).isEqualTo(new Outcome.Withheld());
            assertThat(opens(closed)).isTrue();
        }
    }

    @Test
    void when_the_lease_was_looked_at_is_said_only_where_that_is_asked_for() throws Exception {
        AtomicLong looked = new AtomicLong();
        try (Receiver receiver = Receiver.answering(200);
                WebhookChannel silent = Webhooks.channel(receiver.url());
                WebhookChannel talkative = sayingWhenItLooked(receiver.url())) {
            long before = System.nanoTime();

            silent.send(Dispatches.attempt(1));
            talkative.send(Dispatches.withLease(() -> looked.getAndSet(System.nanoTime()) == 0));

            HttpHeaders quiet = receiver.received().get(0).headers();
            assertThat(quiet.firstValue(LeasedRequestExecutor.LOOK)).isEmpty();
            assertThat(
                            Long.parseLong(
                                    receiver.received().get(1).header(LeasedRequestExecutor.LOOK)))
                    .isBetween(before, looked.get());
        }
    }

    private static WebhookChannel sayingWhenItLooked(String url) {
        System.setProperty(LeasedRequestExecutor.LOOK_SHOWN, "true");
        try {
            return Webhooks.channel(url);
        } finally {
            System.clearProperty(LeasedRequestExecutor.LOOK_SHOWN);
        }
    }

    @Test
    void a_withheld_send_gives_its_connection_back() throws Exception {
        try (Receiver receiver = Receiver.answering(200);
                WebhookChannel channel =
                        Webhooks.channel(Webhooks.endpoint(receiver.url()).withConcurrencyMax(1))) {
            channel.send(Dispatches.withLease(() -> false));

            assertThat(channel.send(Dispatches.attempt(1))).isInstanceOf(Outcome.Accepted.class);
        }
    }

    @Test
    void time_that_runs_out_while_the_lease_is_asked_is_unavailable() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawReceiver receiver =
                        new RawReceiver(c -> {
                            c.hang();
                            closed.countDown();
                        });
                WebhookChannel channel = Webhooks.hasty(receiver.url())) {

            Outcome outcome = channel.send(Dispatches.withLease(() -> opens(closed)));

            assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void a_lease_that_throws_is_a_bug_and_comes_through() throws Exception {
        try (Receiver receiver = Receiver.answering(200);
                WebhookChannel channel = Webhooks.channel(receiver.url())) {
            var dispatch =
                    Dispatches.withLease(() -> {
                        throw new IllegalStateException("a bug");
                    });

            assertThatThrownBy(() -> channel.send(dispatch)).hasMessage("a bug");
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void a_lease_that_ends_in_an_error_costs_one_connection_and_not_the_endpoint()
            throws Exception {
        try (Receiver receiver = Receiver.answering(200);
                WebhookChannel channel =
                        Webhooks.channel(Webhooks.endpoint(receiver.url()).withConcurrencyMax(1))) {
            var dispatch =
                    Dispatches.withLease(() -> {
                        throw new StackOverflowError();
                    });

            assertThatThrownBy(() -> channel.send(dispatch)).isInstanceOf(StackOverflowError.class);

            assertThat(channel.send(Dispatches.attempt(1))).isInstanceOf(Outcome.Accepted.class);
        }
    }

    private static boolean opens(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
