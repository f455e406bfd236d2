package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channels.Dispatches;
import io.carillon.engine.delivery.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateTargetsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "LOCALHOST",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[0:0:0:0:0:ffff:7f00:1]",
                "[::]",
                "0.0.0.0",
                "2130706433",
                "10.0.0.1",
                "169.254.169.254",
                "[fd00::1]",
                "[fe80::1]",
                "[64:ff9b::7f00:1]"
            })
    void a_private_target_is_unavailable_and_gets_no_connection(String host) throws Exception {
        try (Receiver receiver = Receiver.answering(200);
                WebhookChannel channel =
                        Webhooks.channel(
                                Webhooks.endpoint("http://" + host + ":" + receiver.port() + "/")
                                        .withPrivateTargetsAllowed(false))) {
            assertThat(channel.send(Dispatches.attempt(1)))
                    .isEqualTo(
                            Outcome.Unavailable.because(
                                    "the target resolves to a private address"));
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void where_private_targets_are_allowed_a_name_for_one_is_as_good_as_any() throws Exception {
        try (Receiver receiver = Receiver.answering(200);
                WebhookChannel channel =
                        Webhooks.channel("http://localhost:" + receiver.port() + "/")) {
            assertThat(channel.send(Dispatches.attempt(1))).isInstanceOf(Outcome.Accepted.class);
        }
    }
}
