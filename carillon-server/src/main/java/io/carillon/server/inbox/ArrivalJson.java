package io.carillon.server.inbox;

import io.carillon.engine.input.Json;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// A message as the API shows it: its body as the JSON object that it is, or as text.
record ArrivalJson(Instant receivedAt, Map<String, String> headers, JsonNode body) {
    static ArrivalJson of(Inbox.Arrival arrival) {
        return new ArrivalJson(arrival.receivedAt(), arrival.headers(), body(arrival.body()));
    }

    private static JsonNode body(String text) {
        try {
            JsonNode root = Json.MAPPER.readTree(text);
            return root.isObject() ? root : StringNode.valueOf(text);
        } catch (JacksonException _) {
            return StringNode.valueOf(text);
        }
    }
}
