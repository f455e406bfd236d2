package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.channels.Dispatches;
import io.carillon.engine.delivery.Outcome;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebhookConnectionsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void two_hundred_threads_send_over_as_many_connections_as_are_allowed() throws Exception {
        try (RawReceiver receiver = new RawReceiver(WebhookConnectionsTest::keepAlive);
                WebhookChannel channel =
                        Webhooks.channel(Webhooks.endpoint(receiver.url()).withConcurrencyMax(20));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {

            List<Future<Outcome>> outcomes =
                    IntStream.range(0, 200)
                            .mapToObj(i -> threads.submit(() -> channel.send(Dispatches.number(i))))
                            .toList();

            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo(new Outcome.Accepted("HTTP 200"));
            }
            assertThat(receiver.requests()).hasSize(200);
            assertThat(receiver.connections()).isBetween(1, 20);
        }
    }

    @Test
    void sends_one_after_the_other_share_a_connection() throws Exception {
        try (RawReceiver receiver = new RawReceiver(WebhookConnectionsTest::keepAlive);
                WebhookChannel channel = Webhooks.channel(receiver.url())) {
            IntStream.range(0, 10).forEach(i -> channel.send(Dispatches.number(i)));

            assertThat(receiver.requests()).hasSize(10);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void who_waits_for_a_connection_in_vain_has_sent_nothing_and_hears_of_it_in_time()
            throws Exception {
        AtomicInteger reached = new AtomicInteger();
        try (RawReceiver receiver =
                        new RawReceiver(connection ->
                                reached.addAndGet(Integer.signum(connection.bytesUntilClosed())));
                WebhookChannel channel =
                        Webhooks.channel(
                                Webhooks.endpoint(receiver.url())
                                        .withTimeouts(Webhooks.PATIENT, Webhooks.SHORT)
                                        .withConcurrencyMax(1));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {

            List<Future<Outcome>> outcomes =
                    IntStream.range(0, 100)
                            .mapToObj(i -> threads.submit(() -> channel.send(Dispatches.number(i))))
                            .toList();

            int left = 0;
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get())
                        .isInstanceOfAny(Outcome.Unavailable.class, Outcome.Unknown.class);
                left += outcome.get() instanceof Outcome.Unknown ? 1 : 0;
            }
            int unknown = left;
            // A receiver may get to a connection after its sender has given it up.
            await().untilAsserted(() -> assertThat(unknown).isBetween(1, receiver.connections()));
            await().until(() -> receiver.finished() == receiver.connections());
            assertThat(reached).hasValueBetween(1, left);
        }
    }

    @Test
    void a_connection_that_the_receiver_closed_while_it_was_idle_is_not_written_to()
            throws Exception {
        try (RawReceiver receiver = new RawReceiver(WebhookConnectionsTest::closeSilently);
                WebhookChannel channel = Webhooks.channel(receiver.url())) {
            channel.send(Dispatches.number(1));
            await().until(() -> receiver.finished() == 1);
            await().pollDelay(KeepAlive.LOOKED_AT_AFTER.multipliedBy(2)).until(() -> true);

            Outcome second = channel.send(Dispatches.number(2));

            assertThat(second).isEqualTo(new Outcome.Accepted("HTTP 200"));
            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_receiver_that_closes_without_a_word_costs_one_unknown_outcome_at_most()
            throws Exception {
        try (RawReceiver receiver = new RawReceiver(WebhookConnectionsTest::closeSilently);
                WebhookChannel channel = Webhooks.channel(receiver.url())) {

            List<Outcome> outcomes =
                    IntStream.range(0, 50)
                            .mapToObj(i -> channel.send(Dispatches.number(i)))
                            .toList();

            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.equals(new Outcome.Accepted("HTTP 200")))
                    .hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(lost -> assertThat(lost).isInstanceOf(Outcome.Unknown.class));
        }
    }

    private static void closeSilently(RawReceiver.Connection connection) throws Exception {
        connection.readRequest();
        connection.write(OK); // announces no close, and closes
    }

    private static void keepAlive(RawReceiver.Connection connection) throws Exception {
        while (true) {
            connection.readRequest();
            connection.write(OK);
        }
    }
}
