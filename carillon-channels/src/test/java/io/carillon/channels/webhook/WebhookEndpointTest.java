package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEndpointTest {
    private static final WebhookSecret SECRET = WebhookSecret.generate();

    @Test
    void by_default_it_connects_within_3_s_ends_within_10_s_and_wants_a_public_target() {
        WebhookEndpoint endpoint = WebhookEndpoint.of("https://example.com/hook", SECRET);

        assertThat(endpoint.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(endpoint.totalTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(endpoint.privateTargetsAllowed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "HTTP://EXAMPLE.COM:8080/a/b?c=d",
                "http://192.0.2.1/",
                "http://[2001:db8::1]:80/"
            })
    void an_http_address_is_right(String url) {
        assertThat(WebhookEndpoint.of(url, SECRET).url()).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    ftp://example.com, needs a URL that starts with http
                    example.com/hook, needs a URL that starts with http
                    https:///hook, with a host
                    http://snake_case/, with a host
                    http:opaque, with a host
                    http://example.com:0/, with a port
                    http://example.com:65536/, with a port
                    http://u:hidden@example.com/, without user
                    http://example.com/#part, without a fragment
                    http://exa mple.com/, needs a URL: Illegal character in authority at its character 11
                    http://example.com/?token=hidden|1, needs a URL: Illegal character in query at its character 33
                    http://u:hidden@exa mple.com/, needs a URL
                    """)
    void a_wrong_address_is_told_the_rule_and_hides_its_password(String url, String rule) {
        assertThatThrownBy(() -> WebhookEndpoint.of(url, SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void limits_are_positive() {
        WebhookEndpoint endpoint = WebhookEndpoint.of("https://example.com/hook", SECRET);
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> endpoint.withTimeouts(Duration.ZERO, second))
                .hasMessageContaining("connect timeout");
        assertThatThrownBy(() -> endpoint.withTimeouts(second, Duration.ZERO))
                .hasMessageContaining("total timeout");
        assertThatThrownBy(() -> endpoint.withConcurrencyMax(0))
                .hasMessageContaining("at least one connection");
    }
}
