package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.server.Http.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Who moved, over HTTP. A plan is made to look like one of an older release, and the server is
/// started again.
class MovesTest {
    private static final String MOVED =
            "UPDATE schedule SET tzdb = '2025z', due_at = due_at + interval '1 h'";

    @Test
    void who_moved_is_listed_newest_first_page_by_page_and_forgotten_with_the_user() {
        var database = SharedPostgres.newDatabase();
        String ada;
        String bea;
        try (TestServer before = TestServer.start(database)) {
            ada = before.http().post("/user", People.json("Ada")).text("id");
            bea = before.http().post("/user", People.json("Bea")).text("id");
            assertThat(before.http().get("/v1/moves").body())
                    .isEqualTo("{\"items\":[],\"next\":null}");
        }
        SharedPostgres.execute(SharedPostgres.databaseOf(database), MOVED);

        try (TestServer after = TestServer.start(database)) {
            Http http = after.http();
            await().until(() -> http.get("/v1/moves").items().size() == 2);
            Answer first = http.get("/v1/moves?limit=1");
            Answer second = http.get("/v1/moves?limit=1&cursor=" + first.text("next"));

            assertThat(List.of(first, second))
                    .extracting(page -> page.items().getFirst().path("subjectId").asString())
                    .containsExactlyInAnyOrder(ada, bea);
            assertThat(second.json().path("next").isNull()).isTrue();
            JsonNode move = first.items().getFirst();
            assertThat(move.propertyNames())
                    .containsExactly(
                            "subjectId",
                            "occasion",
                            "step",
                            "period",
                            "zone",
                            "dueBefore",
                            "dueAfter",
                            "tzdbBefore",
                            "tzdbAfter",
                            "movedAt");
            assertThat(move.path("tzdbBefore").asString()).isEqualTo("2025z");
            assertThat(move.path("dueBefore").asString())
                    .isNotEqualTo(move.path("dueAfter").asString());

            http.delete("/user/" + ada);

            assertThat(http.get("/v1/moves").items()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "bW92ZXN8eA", "dXBjb21pbmd8eA"})
    void a_cursor_that_this_list_did_not_give_is_refused(String cursor) {
        Answer answer = TestServer.plain().http().get("/v1/moves?cursor=" + cursor);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid_cursor");
    }
}
