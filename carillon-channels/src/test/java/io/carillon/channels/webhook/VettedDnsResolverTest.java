package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channels.Dispatches;
import io.carillon.engine.delivery.Outcome;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(15)
class VettedDnsResolverTest {
    private static final Outcome UNRESOLVED =
            Outcome.Unavailable.because("the host name does not resolve");

    @Test
    void one_private_address_among_public_ones_is_enough_to_refuse_the_name() {
        var endpoint = WebhookEndpoint.of("http://two-faced.example/hook", Webhooks.SECRET);

        Outcome outcome = send(endpoint, _ -> addresses("1.1.1.1", "10.0.0.1"));

        assertThat(outcome)
                .isEqualTo(Outcome.Unavailable.because("the target resolves to a private address"));
    }

    @Test
    void a_lookup_that_hangs_ends_at_the_connect_timeout() {
        CountDownLatch never = new CountDownLatch(1);
        var endpoint =
                Webhooks.endpoint("http://slow.example/hook")
                        .withTimeouts(Webhooks.SHORT, Webhooks.PATIENT);

        Outcome outcome =
                send(
                        endpoint,
                        _ -> {
                            awaitQuietly(never);
                            return addresses("127.0.0.1");
                        });

        assertThat(outcome).isEqualTo(UNRESOLVED);
    }

    @Test
    void dead_addresses_of_a_name_do_not_outlast_the_total() throws Exception {
        try (DeafReceiver receiver = new DeafReceiver()) {
            int port = URI.create(receiver.url()).getPort();
            var endpoint =
                    Webhooks.endpoint("http://dead.example:" + port + "/hook")
                            .withTimeouts(Duration.ofSeconds(10), Webhooks.SHORT);

            Outcome outcome = send(endpoint, _ -> addresses("127.0.0.1", "127.0.0.1", "127.0.0.1"));

            assertThat(outcome)
                    .isEqualTo(Outcome.Unavailable.because("no connection within PT0.3S"));
        }
    }

    private static Outcome send(WebhookEndpoint endpoint, VettedDnsResolver.Lookup lookup) {
        try (var channel = new WebhookChannel(endpoint, InstantSource.system(), lookup)) {
            return channel.send(Dispatches.attempt(1));
        }
    }

    private static InetAddress[] addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            // the channel was closed
        }
    }
}
