package io.carillon.channels.webhook;

import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Message;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The JSON that a webhook carries. A pure function of the delivery, so that every attempt sends
/// the same bytes: compact, keys in a fixed order, instants in RFC 3339 with `Z`.
final class WebhookBody {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder json = new StringBuilder(320);

    private WebhookBody() {}

    static byte[] of(DeliveryId id, Message message) {
        WebhookBody body = new WebhookBody();
        body.json.append('{');
        body.text("message", message.text());
        body.text("type", "occasion.due");
        body.text("id", id.toString());
        body.text("occasion", message.occasion());
        body.text("subjectId", message.subject().toString());
        body.text("period", message.period());
        body.text("dueAt", message.dueAt().toString());
        body.json.append("\"late\":").append(message.late()).append('}');
        return body.json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void text(String key, String value) {
        json.append('"').append(key).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            escaped(value.charAt(i));
        }
        json.append("\",");
    }

    // RFC 8259, section 7: the quotation mark, the backslash and control characters, no others.
    private void escaped(char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ') {
                    json.append("\\u").append(HEX.toHexDigits(c));
                } else {
                    json.append(c);
                }
            }
        }
    }
}
