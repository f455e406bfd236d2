package io.carillon.server;

import static io.carillon.server.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.server.Http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EndpointsTest {
    private static final String WEBHOOK = "/v1/endpoints/webhook";

    private final Http http = TestServer.keyed().httpWithKey();

    @Test
    void the_webhook_has_its_defaults() {
        JsonNode webhook = http.get(WEBHOOK).json();

        assertThat(http.get("/v1/endpoints").items())
                .extracting(one -> one.path("key").asString())
                .containsExactly("webhook");
        assertThat(webhook.path("enabled").asBoolean()).isTrue();
        assertThat(webhook.path("disabledAt").isNull()).isTrue();
        assertThat(webhook.path("concurrencyMax").isNull()).isTrue();
        assertThat(webhook.path("rateMax").isNull()).isTrue();
        assertThat(webhook.path("ratePer").asString()).isEqualTo("PT1S");
        assertThat(webhook.path("breaker").path("state").asString()).isEqualTo("closed");
        assertThat(webhook.path("breaker").path("failureRate").asDouble()).isEqualTo(0.7);
        assertThat(webhook.path("breaker").path("callsMin").asInt()).isEqualTo(10);
        assertThat(webhook.path("breaker").path("window").asString()).isEqualTo("PT5M");
        assertThat(webhook.path("breaker").path("probeAfter").asString()).isEqualTo("PT30S");
        assertThat(webhook.path("breaker").path("probeAfterMax").asString()).isEqualTo("PT10M");
    }

    @Test
    void what_get_returned_may_be_sent_back_and_what_is_not_mentioned_stays() {
        String before = http.get(WEBHOOK).body();

        Answer changed =
                patch(
                        http,
                        "{\"concurrencyMax\":5,\"rateMax\":900,\"ratePer\":\"PT1M\",\"breaker\":{\"window\":\"PT2M\"}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("concurrencyMax").asInt()).isEqualTo(5);
        assertThat(changed.json().path("rateMax").asInt()).isEqualTo(900);
        assertThat(changed.json().path("breaker").path("window").asString()).isEqualTo("PT2M");
        assertThat(changed.json().path("breaker").path("callsMin").asInt()).isEqualTo(10);

        Answer back = patch(http, before);

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().path("concurrencyMax").isNull()).isTrue();
        assertThat(back.json().path("rateMax").isNull()).isTrue();
        assertThat(back.json().path("breaker").path("window").asString()).isEqualTo("PT5M");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"enabled":"yes"}                   | enabled wrong_type
                    {"enabled":null}                    | enabled wrong_type
                    {"concurrencyMax":0}                | concurrencyMax invalid_value
                    {"concurrencyMax":1001}             | concurrencyMax invalid_value
                    {"concurrencyMax":1.5}              | concurrencyMax wrong_type
                    {"rateMax":-1}                      | rateMax invalid_value
                    {"rateMax":"1"}                     | rateMax wrong_type
                    {"ratePer":"PT0.5S"}                | ratePer invalid_duration
                    {"ratePer":null}                    | ratePer wrong_type
                    {"url":"http://example.com"}        | url unknown_field
                    {"breaker":true}                    | breaker wrong_type
                    {"breaker":{"failureRate":0}}       | breaker.failureRate invalid_value
                    {"breaker":{"failureRate":1.01}}    | breaker.failureRate invalid_value
                    {"breaker":{"failureRate":"1"}}     | breaker.failureRate wrong_type
                    {"breaker":{"callsMin":0}}          | breaker.callsMin invalid_value
                    {"breaker":{"window":"PT9S"}}       | breaker.window invalid_duration
                    {"breaker":{"probeAfter":"PT0S"}}   | breaker.probeAfter invalid_duration
                    {"breaker":{"probeAfterMax":"P2D"}} | breaker.probeAfterMax invalid_duration
                    {"breaker":{"probeAfterMax":"PT1S"}}| breaker.probeAfterMax contradicting
                    {"breaker":{"half":1}}              | breaker.half unknown_field
                    """)
    void a_value_that_cannot_be_is_refused_by_its_field_and_changes_nothing(
            String body, String error) {
        JsonNode before = http.get(WEBHOOK).json();

        Answer answer = patch(http, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).containsExactly(error);
        JsonNode after = http.get(WEBHOOK).json();
        assertThat(after.path("enabled")).isEqualTo(before.path("enabled"));
        assertThat(after.path("breaker").path("probeAfterMax"))
                .isEqualTo(before.path("breaker").path("probeAfterMax"));
    }

    @Test
    void an_endpoint_that_does_not_exist_is_not_found() {
        assertThat(http.get("/v1/endpoints/pigeon").status()).isEqualTo(404);
        assertThat(http.json("PATCH", "/v1/endpoints/pigeon", "{}").status()).isEqualTo(404);
    }

    @Test
    void a_410_disables_the_endpoint_and_whoever_enables_it_gets_all_that_waited() {
        try (Receiver receiver = new Receiver();
                TestServer server =
                        TestServer.start(Map.of("CARILLON_WEBHOOK_URL", receiver.url()))) {
            Http http = server.http();
            String first = People.name();
            String second = People.name();
            receiver.answer(first, status(410, "moved away"), status(200, "back again"));

            http.post("/user", People.bornToday(first));
            await().until(() -> !http.get(WEBHOOK).json().path("enabled").asBoolean());
            http.post("/user", People.bornToday(second));
            await().until(() -> states(http).size() == 2);

            assertThat(states(http)).containsOnly("pending");
            assertThat(http.get(WEBHOOK).text("disabledReason")).isEqualTo("HTTP 410");
            assertThat(http.get("/health/ready").status()).isEqualTo(200);
            assertThat(http.get("/health/ready").body())
                    .isEqualTo("{\"status\":\"up\",\"disabled\":[\"webhook\"]}");
            assertThat(http.get("/").body())
                    .contains("Endpoints that nothing is sent to", "HTTP 410");
            assertThat(receiver.receivedFor(second)).isEmpty();

            assertThat(patch(http, "{\"enabled\":true}").json().path("enabled").asBoolean())
                    .isTrue();

            await().until(() -> states(http).equals(List.of("delivered", "delivered")));
            assertThat(receiver.receivedFor(first)).hasSize(2);
            assertThat(http.get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
        }
    }

    @Test
    void an_endpoint_that_answers_404_is_left_alone_until_it_answers_a_probe() {
        try (Receiver receiver = new Receiver();
                TestServer server =
                        TestServer.start(Map.of("CARILLON_WEBHOOK_URL", receiver.url()))) {
            Http http = server.http();
            patch(http, "{\"breaker\":{\"callsMin\":5,\"probeAfter\":\"PT1S\"}}");
            // Whoever was tried several times before the breaker opened comes again soon all the
            // same.
            http.put(
                    "/v1/occasions/birthday", "{\"retry\":{\"attempts\":50,\"waits\":[\"PT1S\"]}}");
            String name = People.name();
            receiver.answer(name, status(404, "no such hook"));

            IntStream.range(0, 8).forEach(_ -> http.post("/user", People.bornToday(name)));
            await().until(() -> breaker(http).path("state").asString().equals("open"));
            assertThat(http.get("/health/ready").body()).contains("\"open\":[\"webhook\"]");
            receiver.answer(name, status(200, "there it is"));

            await().until(() -> breaker(http).path("state").asString().equals("closed"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> states(http).stream().filter("delivered"::equals).count() == 8);
        }
    }

    @Test
    void a_disabled_endpoint_stays_so_over_a_restart() {
        Map<String, String> database = SharedPostgres.newDatabase();
        try (TestServer server = TestServer.start(database)) {
            patch(server.http(), "{\"enabled\":false}");
        }
        try (TestServer server = TestServer.start(database)) {
            JsonNode webhook = server.http().get(WEBHOOK).json();
            assertThat(webhook.path("enabled").asBoolean()).isFalse();
            assertThat(webhook.path("disabledReason").asString())
                    .isEqualTo("by PATCH /v1/endpoints");
        }
    }

    private static Answer patch(Http http, String json) {
        return http.json("PATCH", WEBHOOK, json);
    }

    private static JsonNode breaker(Http http) {
        return http.get(WEBHOOK).json().path("breaker");
    }

    private static List<String> states(Http http) {
        return http.get("/v1/deliveries?limit=250").items().stream()
                .map(one -> one.path("state").asString())
                .toList();
    }
}
