package io.carillon.channels.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Channels to local receivers.
final class Webhooks {
    static final WebhookSecret SECRET = WebhookSecret.generate();
    static final Duration PATIENT = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(300);

    private Webhooks() {}

    static WebhookEndpoint endpoint(String url) {
        return WebhookEndpoint.of(url, SECRET)
                .withTimeouts(PATIENT, PATIENT)
                .withPrivateTargetsAllowed(true);
    }

    static WebhookChannel channel(String url) {
        return channel(endpoint(url));
    }

    static WebhookChannel channel(WebhookEndpoint endpoint) {
        return new WebhookChannel(endpoint, InstantSource.system());
    }

    /// A channel whose patience with its receiver is 0.3 s in all.
    static WebhookChannel hasty(String url) {
        return channel(endpoint(url).withTimeouts(PATIENT, SHORT));
    }

    /// An address where nobody listens.
    static String nobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
        }
    }

    static InstantSource at(String instant) {
        return InstantSource.fixed(Instant.parse(instant));
    }
}
