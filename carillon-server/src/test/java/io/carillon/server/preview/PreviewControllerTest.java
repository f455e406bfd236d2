package io.carillon.server.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.input.Json;
import io.carillon.engine.preview.Preview;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class PreviewControllerTest {
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    @Test
    void when_its_time_is_up_the_rest_of_a_request_is_refused_item_by_item() {
        ArrayNode items = Json.MAPPER.createArrayNode();
        for (int i = 0; i < 4; i++) {
            items.addObject().put("id", i).put("zone", "Asia/Tokyo").put("once", "2100-05-01");
        }
        Duration each = PreviewController.THINKING_MAX.dividedBy(2);
        AtomicLong nanos = new AtomicLong(-each.toNanos());

        ArrayNode answers =
                PreviewController.all(
                        items,
                        new Preview(TzSnapshot.bundled()),
                        NOW,
                        () -> nanos.addAndGet(each.toNanos()));

        assertThat(answers.path(0).path("occurrences").size()).isEqualTo(1);
        for (JsonNode late : answers.values().stream().skip(1).toList()) {
            assertThat(late.path("id").isIntegralNumber()).isTrue();
            assertThat(late.path("error").path("detail").asString())
                    .isEqualTo(
                            "count: the items before have used up what one request may ask for, or its time");
        }
        assertThat(answers.size()).isEqualTo(4);
    }
}
