package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A node that serves and one that sends, over one database.
class RoleTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final Map<String, String> database = SharedPostgres.newDatabase();

    @Test
    void an_api_node_serves_and_sends_nothing_and_a_worker_sends_what_it_was_given() {
        try (Receiver receiver = new Receiver();
                TestServer api = as("api", receiver)) {
            Http http = api.http();
            String id = http.post("/user", People.bornToday("Ada")).text("id");
            await().during(Duration.ofSeconds(1))
                    .atMost(LONG_ENOUGH)
                    .until(() -> http.get("/v1/deliveries").items().isEmpty());
            assertThat(receiver.receivedFor("Ada")).isEmpty();

            try (TestServer worker = as("worker", receiver)) {
                await().atMost(LONG_ENOUGH).until(() -> states(http).equals(List.of("delivered")));
                assertThat(receiver.receivedFor("Ada")).hasSize(1);
                assertThat(
                                http.get("/v1/deliveries")
                                        .items()
                                        .getFirst()
                                        .path("subjectId")
                                        .asString())
                        .isEqualTo(id);

                assertThat(worker.http().get("/health/ready").status()).isEqualTo(200);
                assertThat(worker.http().get("/health/live").status()).isEqualTo(200);
                assertThat(worker.http().get("/metrics").body())
                        .contains("carillon_attempts_total{state=\"delivered\"} 1.0");
                for (String path : List.of("/", "/user/" + id, "/v1/deliveries", "/inbox")) {
                    assertThat(worker.http().get(path).status()).as(path).isEqualTo(404);
                }
            }
            assertThat(http.get("/health/ready").status()).isEqualTo(200);
        }
    }

    private TestServer as(String role, Receiver receiver) {
        Map<String, String> environment = new HashMap<>(database);
        environment.put("CARILLON_ROLE", role);
        environment.put("CARILLON_WEBHOOK_URL", receiver.url());
        return TestServer.start(environment);
    }

    private static List<String> states(Http http) {
        return http.get("/v1/deliveries").items().stream()
                .map(one -> one.path("state").asString())
                .toList();
    }
}
