package io.carillon.channels.webhook;

import io.carillon.engine.delivery.Dispatch;
import java.net.URI;
import java.time.Instant;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// The `POST` of one attempt. Its body is the delivery's and never changes; time, attempt and
/// signature are the attempt's own.
final class WebhookRequest extends HttpPost {
    private static final long serialVersionUID = 1L;
    private static final ContentType JSON = ContentType.create("application/json");

    WebhookRequest(URI url, Dispatch dispatch, WebhookSignature signature, Instant now) {
        super(url);
        String id = dispatch.id().toString();
        long timestamp = now.getEpochSecond();
        byte[] body = WebhookBody.of(dispatch.id(), dispatch.message());

        setHeader("webhook-id", id);
        setHeader("Idempotency-Key", id);
        setHeader("webhook-timestamp", Long.toString(timestamp));
        setHeader("webhook-signature", signature.sign(id, timestamp, body));
        setHeader("webhook-attempt", Integer.toString(dispatch.attempt()));
        setEntity(new ByteArrayEntity(body, JSON));
    }
}
