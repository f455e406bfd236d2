package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.Http.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private final Http http = TestServer.keyed().http();

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /user",
        "POST, /user",
        "GET, /v1/upcoming",
        "GET, /inbox",
        "DELETE, /inbox",
        "GET, /nothing",
        "POST, /inbox/",
        "GET, /health/../user",
        "GET, /health/live/x",
        "GET, /health/%2e%2e/user",
        "GET, /metrics/",
        "GET, /metrics/../user"
    })
    void without_the_key_there_is_nothing(String method, String path) {
        Answer answer = http.send(method, path, BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Bearer a-key-for-test",
                "Bearer a-key-for-tests2",
                "Basic a-key-for-tests",
                "a-key-for-tests"
            })
    void a_wrong_key_is_no_key(String authorization) {
        assertThat(http.with("Authorization", authorization).get("/inbox").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a-key-for-tests", "bearer a-key-for-tests"})
    void the_key_opens(String authorization) {
        Http keyed = http.with("Authorization", authorization);

        assertThat(keyed.get("/inbox").status()).isEqualTo(200);
        assertThat(keyed.get("/nothing").status()).isEqualTo(404);
    }

    @Test
    void health_metrics_and_the_inboxs_receiving_path_need_no_key() {
        assertThat(http.get("/health/live").status()).isEqualTo(200);
        assertThat(http.get("/health/ready").status()).isEqualTo(200);
        assertThat(http.get("/metrics").status()).isEqualTo(200);
        assertThat(http.post("/inbox", "{}").text("code")).isEqualTo("invalid_timestamp");
    }
}
