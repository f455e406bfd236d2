package io.carillon.server;

import static io.carillon.server.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.carillon.server.Receiver.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WebhookAnswersTest {
    private final Http http = TestServer.keyed().httpWithKey();
    private final Receiver receiver = TestServer.receiver();
    private final String name = People.name();

    @Test
    void any_success_is_a_success_whatever_the_body() {
        receiver.answer(name, status(200, "<html>fine</html>"));

        JsonNode delivery = settled(birthday());

        assertThat(delivery.path("state").asString()).isEqualTo("delivered");
        assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
        assertThat(delivery.path("sentAt").asString()).endsWith("Z");
        assertThat(delivery.path("lateFor").asString()).startsWith("PT");
        assertThat(outcomes(delivery)).containsExactly("1 accepted");
    }

    @Test
    void a_receiver_can_check_the_signature_with_its_own_library() {
        settled(birthday());

        Received one = receiver.receivedFor(name).getFirst();

        assertThatCode(() -> new Webhook(TestServer.SECRET).verify(one.body(), one.headers()))
                .doesNotThrowAnyException();
        assertThat(one.header("Idempotency-Key")).isEqualTo(one.header("webhook-id"));
        assertThat(one.header("webhook-attempt")).isEqualTo("1");
    }

    @Test
    void after_a_500_the_same_message_comes_again() {
        receiver.answer(name, status(500, "oops"), status(200, "ok"));

        JsonNode delivery = settled(birthday());

        List<Received> both = receiver.receivedFor(name);
        assertThat(delivery.path("state").asString()).isEqualTo("delivered");
        assertThat(outcomes(delivery)).containsExactly("1 unavailable", "2 accepted");
        assertThat(both).hasSize(2);
        assertThat(both.get(0).body()).isEqualTo(both.get(1).body());
        assertThat(both.get(0).header("webhook-id")).isEqualTo(both.get(1).header("webhook-id"));
        assertThat(both.get(1).header("webhook-attempt")).isEqualTo("2");
    }

    @Test
    void after_a_404_it_is_tried_again() {
        receiver.answer(name, status(404, ""), status(204, ""));

        assertThat(outcomes(settled(birthday()))).containsExactly("1 unavailable", "2 accepted");
    }

    @Test
    void a_redirect_is_refused_for_good() {
        receiver.answer(name, status(302, ""));

        JsonNode delivery = settled(birthday());

        assertThat(delivery.path("state").asString()).isEqualTo("failed");
        assertThat(delivery.path("sentAt").isNull()).isTrue();
        assertThat(outcomes(delivery)).containsExactly("1 refused");
        assertThat(receiver.receivedFor(name)).hasSize(1);
    }

    @Test
    void a_receiver_that_hangs_is_given_up_and_tried_again() {
        receiver.answer(name, receiver.hang(), status(200, "ok"));

        JsonNode delivery = settled(birthday());

        assertThat(outcomes(delivery)).containsExactly("1 unknown", "2 accepted");
    }

    @Test
    void a_receiver_that_comes_up_later_gets_it_then() throws IOException {
        int port = freePort();
        try (TestServer server =
                TestServer.start(Map.of("CARILLON_WEBHOOK_URL", "http://127.0.0.1:" + port))) {
            String id = server.http().post("/user", People.bornToday(name)).text("id");
            await().until(() -> historyOf(server.http(), id).size() >= 1);

            try (Receiver late = new Receiver(port)) {
                await().until(() -> late.receivedFor(name).size() == 1);
            }

            await().until(() ->
                    delivery(server.http(), id).path("state").asString().equals("delivered"));
            assertThat(historyOf(server.http(), id).getFirst()).isEqualTo("1 unavailable");
        }
    }

    private String birthday() {
        return http.post("/user", People.bornToday(name)).text("id");
    }

    private JsonNode settled(String user) {
        return await().atMost(Duration.ofSeconds(15))
                .until(() -> delivery(http, user), one -> one.path("settledAt").isString());
    }

    private static List<String> historyOf(Http http, String user) {
        return outcomes(delivery(http, user));
    }

    /// The only delivery to a user, with its history; a missing node as long as there is none.
    private static JsonNode delivery(Http http, String user) {
        return http.get("/v1/deliveries?limit=250").items().stream()
                .filter(item -> item.path("subjectId").asString().equals(user))
                .findFirst()
                .map(item -> http.get("/v1/deliveries/" + item.path("id").asString()).json())
                .orElseGet(() -> http.get("/v1/deliveries").json().path("none"));
    }

    private static List<String> outcomes(JsonNode delivery) {
        return delivery.path("history").values().stream()
                .map(one -> one.path("number").asInt() + " " + one.path("outcome").asString())
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
