package io.carillon.channels.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channels.Dispatches;
import io.carillon.engine.delivery.Message;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookBodyTest {
    @Test
    void a_birthday_is_compact_json_in_a_fixed_order() {
        String json = json(Dispatches.BIRTHDAY);

        assertThat(json)
                .isEqualTo(
                        "{\"message\":\"Hey, Ada Lovelace it's your birthday\","
                                + "\"type\":\"occasion.due\",\"id\":\""
                                + Dispatches.ID
                                + "\",\"occasion\":\"birthday\",\"subjectId\":\""
                                + Dispatches.ADA
                                + "\",\"period\":\"2027\",\"dueAt\":\"2027-06-15T08:00:00Z\","
                                + "\"late\":false}");
    }

    @Test
    void quotes_backslashes_and_control_characters_are_escaped_and_nothing_else() {
        String json = json(saying("\"\\\n\r\t\u0000\u001f / é 誕生日 🎂", false));

        assertThat(json)
                .startsWith("{\"message\":\"\\\"\\\\\\n\\r\\t\\u0000\\u001f / é 誕生日 🎂\",\"type\"");
    }

    @Test
    void a_late_one_says_so() {
        assertThat(json(saying("Hey", true))).endsWith(",\"late\":true}");
    }

    private static Message saying(String text, boolean late) {
        return new Message(text, "birthday", Dispatches.ADA, "2027", Instant.EPOCH, late);
    }

    private static String json(Message message) {
        return new String(WebhookBody.of(Dispatches.ID, message), UTF_8);
    }
}
