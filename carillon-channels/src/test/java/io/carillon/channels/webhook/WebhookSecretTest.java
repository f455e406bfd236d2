package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {
    @Test
    void a_generated_secret_is_read_back_as_itself() {
        WebhookSecret secret = WebhookSecret.generate();

        WebhookSecret read = WebhookSecret.parse(secret.reveal());

        assertThat(read).isEqualTo(secret).hasSameHashCodeAs(secret);
        assertThat(read).isNotEqualTo(WebhookSecret.generate());
    }

    @Test
    void a_secret_never_prints_itself() {
        WebhookSecret secret = WebhookSecret.generate();

        WebhookEndpoint endpoint = WebhookEndpoint.of("https://example.com", secret);

        assertThat(secret).hasToString("whsec_…");
        assertThat(endpoint.toString()).doesNotContain(secret.reveal().substring(6));
    }

    @Test
    void a_secret_of_24_to_64_bytes_is_right() {
        assertThat(WebhookSecret.parse(ofBytes(24)).reveal()).isEqualTo(ofBytes(24));
        assertThat(WebhookSecret.parse(ofBytes(64)).reveal()).isEqualTo(ofBytes(64));
    }

    @Test
    void a_wrong_secret_is_told_what_would_be_right_and_is_not_quoted() {
        assertThatThrownBy(() -> WebhookSecret.parse("s3cr3t"))
                .hasMessage(
                        "a webhook secret is whsec_ and the base64 of 24 to 64 bytes;"
                                + " this one does not begin with whsec_");
        assertThatThrownBy(() -> WebhookSecret.parse("whsec_s*cr*t"))
                .hasMessageContaining("not base64")
                .hasMessageNotContaining("cr*t")
                .hasNoCause();
        assertThatThrownBy(() -> WebhookSecret.parse(ofBytes(23))).hasMessageContaining("23 bytes");
        assertThatThrownBy(() -> WebhookSecret.parse(ofBytes(65))).hasMessageContaining("65 bytes");
    }

    private static String ofBytes(int count) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[count]);
    }
}
