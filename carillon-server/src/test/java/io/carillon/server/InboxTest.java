package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.carillon.server.Http.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InboxTest {
    private final Http http = TestServer.keyed().httpWithKey();

    @Test
    void a_signed_message_is_taken_and_shown() throws Exception {
        Answer answer = send("m1", Instant.now(), "{\"message\":\"hello\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        JsonNode newest = http.get("/inbox").items().getFirst();
        assertThat(newest.path("body").path("message").asString()).isEqualTo("hello");
        assertThat(newest.path("headers").path("webhook-id").asString()).isEqualTo("m1");
        assertThat(newest.propertyNames()).containsExactly("receivedAt", "headers", "body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text", "[1,2]", "{broken", "{\"a\":1,\"a\":2}"})
    void what_is_no_json_object_is_shown_as_text(String body) throws Exception {
        assertThat(send("m2", Instant.now(), body).status()).isEqualTo(200);

        assertThat(http.get("/inbox").items().getFirst().path("body").asString()).isEqualTo(body);
    }

    @Test
    void the_newest_is_first_until_the_inbox_is_emptied() throws Exception {
        send("m3", Instant.now(), "first");
        send("m4", Instant.now(), "second");
        assertThat(http.get("/inbox").items().getFirst().path("body").asString())
                .isEqualTo("second");

        assertThat(http.delete("/inbox").status()).isEqualTo(204);

        assertThat(http.get("/inbox").body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @ParameterizedTest
    @ValueSource(longs = {-360, -301, 310, 86_400})
    void an_old_or_future_signature_is_not_taken(long secondsOff) throws Exception {
        Answer answer = send("m5", Instant.now().plusSeconds(secondsOff), "x");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("invalid_timestamp");
    }

    @Test
    void only_this_servers_signature_is_taken() throws Exception {
        long now = Instant.now().getEpochSecond();
        String other = new Webhook("whsec_" + "B".repeat(32)).sign("m6", now, "x");
        String ours = new Webhook(TestServer.SECRET).sign("m6", now, "x");

        assertThat(send("m6", "" + now, other, "x").text("code")).isEqualTo("invalid_signature");
        assertThat(send("m7", "" + now, ours, "x").status()).isEqualTo(401);
        assertThat(send("m6", "" + now, ours, "y").status()).isEqualTo(401);
        assertThat(send("m6", "" + (now + 1), ours, "x").status()).isEqualTo(401);
        assertThat(send("m6", "9223372036854775807", ours, "x").status()).isEqualTo(401);
        assertThat(send("m6", "soon", ours, "x").text("code")).isEqualTo("invalid_timestamp");
        assertThat(http.post("/inbox", "x").status()).isEqualTo(401);
        assertThat(send("m6", "" + now, other + " " + ours, "x").status()).isEqualTo(200);
    }

    @Test
    void a_long_message_is_not_taken() throws Exception {
        assertThat(send("m8", Instant.now(), "x".repeat(64 * 1024 + 1)).status()).isEqualTo(413);
    }

    private Answer send(String id, Instant at, String body) throws Exception {
        long timestamp = at.getEpochSecond();
        String signature = new Webhook(TestServer.SECRET).sign(id, timestamp, body);
        return send(id, "" + timestamp, signature, body);
    }

    private Answer send(String id, String timestamp, String signature, String body) {
        return http.send(
                "POST",
                "/inbox",
                BodyPublishers.ofString(body),
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                signature);
    }
}
