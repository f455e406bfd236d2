package io.carillon.channels.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/// Where a webhook goes and how much it may cost: the address, the secret that signs, the limits.
///
/// `connectTimeout` bounds the resolving of the name, the TCP connect and each wait of the TLS
/// handshake; `totalTimeout` bounds a whole send, whatever the receiver does. `concurrencyMax` is
/// the number of connections; who finds none free waits, within the total. Unless
/// `privateTargetsAllowed`, nothing is sent to an address that is not public.
public record WebhookEndpoint(
        URI url,
        WebhookSecret secret,
        Duration connectTimeout,
        Duration totalTimeout,
        int concurrencyMax,
        boolean privateTargetsAllowed) {

    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    public static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(10);
    public static final int CONCURRENCY_MAX = 64;

    public WebhookEndpoint {
        check(isHttp(url), "a URL that starts with http:// or https://");
        check(url.getHost() != null, "a URL with a host of letters, digits, dots and hyphens");
        check(url.getPort() != 0 && url.getPort() <= 65_535, "a URL with a port of 1 to 65,535");
        check(url.getRawUserInfo() == null, "a URL without user and password");
        check(url.getRawFragment() == null, "a URL without a fragment (#…)");
        check(connectTimeout.isPositive(), "a connect timeout above zero");
        check(totalTimeout.isPositive(), "a total timeout above zero");
        check(concurrencyMax > 0, "at least one connection");
    }

    /// The endpoint at this address with the default limits; only public targets.
    public static WebhookEndpoint of(String url, WebhookSecret secret) {
        return new WebhookEndpoint(
                parse(url), secret, CONNECT_TIMEOUT, TOTAL_TIMEOUT, CONCURRENCY_MAX, false);
    }

    public WebhookEndpoint withTimeouts(Duration connect, Duration total) {
        return new WebhookEndpoint(
                url, secret, connect, total, concurrencyMax, privateTargetsAllowed);
    }

    public WebhookEndpoint withConcurrencyMax(int connections) {
        return new WebhookEndpoint(
                url, secret, connectTimeout, totalTimeout, connections, privateTargetsAllowed);
    }

    public WebhookEndpoint withPrivateTargetsAllowed(boolean allowed) {
        return new WebhookEndpoint(
                url, secret, connectTimeout, totalTimeout, concurrencyMax, allowed);
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Without its message, which quotes the whole address.
            throw new IllegalArgumentException(
                    "a webhook endpoint needs a URL: %s at its character %d"
                            .formatted(e.getReason(), e.getIndex() + 1));
        }
    }

    private static boolean isHttp(URI url) {
        return "http".equalsIgnoreCase(url.getScheme())
                || "https".equalsIgnoreCase(url.getScheme());
    }

    // The address is not quoted: its user info or query may hold a secret.
    private static void check(boolean right, String need) {
        if (!right) {
            throw new IllegalArgumentException("a webhook endpoint needs " + need);
        }
    }
}
