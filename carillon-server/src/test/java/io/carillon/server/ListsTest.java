package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.server.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListsTest {
    private final Http http = TestServer.plain().http();

    @Test
    void a_list_is_walked_page_by_page_each_item_once() {
        for (int i = 0; i < 5; i++) {
            http.post("/user", People.bornToday(People.name()));
        }
        await().until(() -> http.get("/inbox").items().size() >= 5);
        await().until(() -> http.get("/v1/deliveries?state=delivered").items().size() >= 5);

        for (String list : List.of("/v1/upcoming", "/v1/deliveries?state=delivered", "/inbox")) {
            List<JsonNode> whole = http.get(with(list, "limit=250")).items();

            assertThat(walk(list)).startsWith(whole.subList(0, 5).toArray(JsonNode[]::new));
        }
    }

    @Test
    void what_is_upcoming_comes_soonest_first() {
        http.post("/user", People.json("Ada"));
        http.post("/user", People.json("Bea", "--06-15", "America/New_York"));

        List<String> due =
                http.get("/v1/upcoming?limit=250").items().stream()
                        .map(item -> item.path("dueAt").asString())
                        .toList();

        assertThat(due).isSorted();
    }

    @Test
    void a_subject_without_anything_upcoming_has_an_empty_list() {
        Answer answer = http.get("/v1/upcoming?subject=01a2030e-5437-8135-8191-d6c5954af97e");

        assertThat(answer.body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void a_delivery_shows_all_its_fields() {
        http.post("/user", People.bornToday(People.name()));
        await().until(() -> !http.get("/v1/deliveries?state=delivered").items().isEmpty());

        JsonNode item = http.get("/v1/deliveries?state=delivered").items().getFirst();
        JsonNode one = http.get("/v1/deliveries/" + item.path("id").asString()).json();

        List<String> fields =
                List.of(
                        "id",
                        "subjectId",
                        "occasion",
                        "step",
                        "period",
                        "state",
                        "dueAt",
                        "sentAt",
                        "settledAt",
                        "late",
                        "lateFor",
                        "attempts");
        assertThat(item.propertyNames()).containsExactlyElementsOf(fields);
        assertThat(one.propertyNames()).containsAll(fields).contains("history").hasSize(13);
        assertThat(one.path("history").get(0).propertyNames())
                .containsExactly("number", "startedAt", "endedAt", "outcome", "detail");
    }

    @Test
    void a_delivery_that_was_never_sent_is_neither_late_nor_in_time() {
        Map<String, String> database = SharedPostgres.newDatabase();
        try (TestServer server = TestServer.start(database)) {
            Http missing = server.http();
            missing.post("/user", People.json("Ada", "1990-01-31", "Europe/Paris"));
            SharedPostgres.execute(
                    SharedPostgres.databaseOf(database),
                    "UPDATE schedule SET period = '2020', due_at = '2020-01-31T08:00Z', decided_through = '2019'");
            missing.post("/user", People.bornToday("Bea")); // wakes the loop
            await().until(() -> !missing.get("/v1/deliveries?state=missed").items().isEmpty());

            JsonNode item = missing.get("/v1/deliveries?state=missed").items().getFirst();

            assertThat(item.path("late").isNull()).isTrue();
            assertThat(item.path("lateFor").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/upcoming", "/v1/deliveries", "/inbox"})
    void a_limit_is_1_to_250(String list) {
        for (String limit : List.of("0", "251", "-1", "x", "", "1e2", "99999999999")) {
            Answer answer = http.get(list + "?limit=" + limit);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.errors()).containsExactly("limit invalid_limit");
        }
        assertThat(http.get(list + "?limit=1").status()).isEqualTo(200);
        assertThat(http.get(list + "?limit=250").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "upcoming",
                "upcoming|2026-01-01T00:00:00Z|x|1|day",
                "upcoming|2026-01-01T00:00:00Z",
                "upcoming|+1000000-01-01T00:00:00Z|01a2030e-5437-8135-8191-d6c5954af97e|1|day",
                "upcoming|2026-01-01T00:00:00Z|01a2030e-5437-8135-8191-d6c5954af97e|x|day",
                "upcoming|2026-01-01T00:00:00Z|01a2030e-5437-8135-8191-d6c5954af97e|1|\0",
                "deliveries|x|01a2030e-5437-8135-8191-d6c5954af97e",
                "deliveries|2026-01-01T00:00:00Z|x",
                "inbox|x"
            })
    void a_broken_cursor_is_a_bad_request(String plain) {
        String encoded =
                Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

        for (String list : List.of("/v1/upcoming", "/v1/deliveries", "/inbox")) {
            assertThat(http.get(list + "?cursor=" + encoded).text("code"))
                    .isEqualTo("invalid_cursor");
            assertThat(http.get(list + "?cursor=***").status()).isEqualTo(400);
        }
    }

    @Test
    void a_state_or_a_subject_that_cannot_be_is_named() {
        assertThat(http.get("/v1/deliveries?state=DELIVERED").errors())
                .containsExactly("state invalid_state");
        assertThat(http.get("/v1/upcoming?subject=x").errors())
                .containsExactly("subject invalid_id");
    }

    private List<JsonNode> walk(String list) {
        List<JsonNode> seen = new ArrayList<>();
        String path = with(list, "limit=2");
        for (int page = 0; page < 3; page++) {
            Answer answer = http.get(path);
            seen.addAll(answer.items());
            path = with(list, "limit=2&cursor=" + answer.text("next"));
        }
        return seen;
    }

    private static String with(String list, String more) {
        return list + (list.contains("?") ? "&" : "?") + more;
    }
}
