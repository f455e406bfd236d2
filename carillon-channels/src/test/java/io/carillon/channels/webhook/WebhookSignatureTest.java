package io.carillon.channels.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final byte[] BODY = "{\"message\":\"Hey, Zoë\"}".getBytes(UTF_8);
    private static final long TIMESTAMP = 1_674_087_231;

    private final WebhookSecret secret = WebhookSecret.generate();
    private final WebhookSignature signature = new WebhookSignature(secret);

    @Test
    void the_signature_is_the_one_that_the_standard_s_own_example_shows() {
        var example =
                new WebhookSignature(WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        String header =
                example.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        "{\"test\": 2432232314}".getBytes(UTF_8));

        assertThat(header).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void the_standard_s_own_library_accepts_what_we_sign() throws Exception {
        long now = Instant.now().getEpochSecond();

        HttpHeaders headers =
                HttpHeaders.of(
                        Map.of(
                                "webhook-id", List.of("id"),
                                "webhook-timestamp", List.of(Long.toString(now)),
                                "webhook-signature", List.of(signature.sign("id", now, BODY))),
                        (_, _) -> true);

        Webhook library = new Webhook(secret.reveal());
        assertThatCode(() -> library.verify(new String(BODY, UTF_8), headers))
                .doesNotThrowAnyException();
    }

    @Test
    void what_the_standard_s_own_library_signs_is_verified() throws Exception {
        String header = new Webhook(secret.reveal()).sign("id", TIMESTAMP, new String(BODY, UTF_8));

        assertThat(signature.verify("id", TIMESTAMP, BODY, header)).isTrue();
    }

    @Test
    void one_right_signature_among_several_is_enough() {
        String right = signature.sign("id", TIMESTAMP, BODY);

        assertThat(signature.verify("id", TIMESTAMP, BODY, "v1,AAAA " + right)).isTrue();
        assertThat(signature.verify("id", TIMESTAMP, BODY, right + " v1a,BBBB")).isTrue();
    }

    @Test
    void a_changed_id_time_body_or_key_is_found_out() {
        String right = signature.sign("id", TIMESTAMP, BODY);
        var stranger = new WebhookSignature(WebhookSecret.generate());

        assertThat(signature.verify("di", TIMESTAMP, BODY, right)).isFalse();
        assertThat(signature.verify("id", TIMESTAMP + 1, BODY, right)).isFalse();
        assertThat(signature.verify("id", TIMESTAMP, new byte[0], right)).isFalse();
        assertThat(stranger.verify("id", TIMESTAMP, BODY, right)).isFalse();
        assertThat(signature.verify("id", TIMESTAMP, BODY, "")).isFalse();
        assertThat(signature.verify("id", TIMESTAMP, BODY, right.substring(3))).isFalse();
    }
}
