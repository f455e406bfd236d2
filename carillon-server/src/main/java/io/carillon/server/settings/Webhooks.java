package io.carillon.server.settings;

import io.carillon.channels.webhook.WebhookEndpoint;
import io.carillon.channels.webhook.WebhookSecret;
import java.time.Duration;
import java.util.Optional;

/// Where birthdays go (none: to the built-in inbox), what signs them (none: a secret of the data
/// folder), whether targets may be private, and how long one send may take.
public record Webhooks(
        Optional<String> url,
        Optional<WebhookSecret> secret,
        boolean privateTargetsAllowed,
        Duration totalTimeout) {
    /// The endpoint, for a server whose inbox is at `inboxUrl`.
    public WebhookEndpoint endpoint(String inboxUrl, WebhookSecret signing) {
        return WebhookEndpoint.of(url.orElse(inboxUrl), signing)
                .withTimeouts(WebhookEndpoint.CONNECT_TIMEOUT, totalTimeout)
                .withPrivateTargetsAllowed(privateTargetsAllowed || url.isEmpty());
    }
}
