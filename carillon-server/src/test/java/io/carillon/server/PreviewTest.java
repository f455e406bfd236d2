package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.Http.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static final String TOKYO =
            "{\"id\":\"t\",\"zone\":\"Asia/Tokyo\",\"once\":\"2100-05-01\"}";
    private static final String TOKYO_RINGS =
            "{\"id\":\"t\",\"occurrences\":[{\"period\":\"2100-05-01T09:00\",\"local\":\"2100-05-01T09:00\",\"at\":\"2100-05-01T00:00:00Z\"}],\"exhausted\":true}";
    private static final String NONSENSE = "{\"id\":\"n\",\"zone\":\"Mars\",\"once\":\"x\"}";

    private final Http http = TestServer.keyed().httpWithKey();

    @Test
    void an_item_is_answered_as_the_command_line_does() {
        Answer answer = http.post("/v1/preview", TOKYO);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TOKYO_RINGS);
    }

    @Test
    void a_number_of_a_million_digits_is_no_count_and_no_id() {
        String number = "9".repeat(1_000_000);

        Answer count =
                http.post(
                        "/v1/preview", TOKYO.replace("\"id\"", "\"count\":" + number + ",\"id\""));
        Answer id = http.post("/v1/preview", TOKYO.replace("\"t\"", number));

        assertThat(count.errors()).containsExactly("count wrong_type");
        assertThat(id.errors()).containsExactly("id wrong_type");
    }

    @Test
    void of_an_array_each_item_is_answered_by_itself() {
        Answer answer = http.post("/v1/preview", "[%s,%s,7]".formatted(NONSENSE, TOKYO));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().size()).isEqualTo(3);
        assertThat(answer.json().path(0).path("id").asString()).isEqualTo("n");
        assertThat(answer.json().path(0).path("error").path("code").asString())
                .isEqualTo("invalid_zone");
        assertThat(answer.json().path(1).toString()).isEqualTo(TOKYO_RINGS);
        assertThat(answer.json().path(2).path("error").path("code").asString())
                .isEqualTo("wrong_type");
    }

    @Test
    void a_single_item_that_cannot_be_is_a_problem_and_carries_its_error_too() {
        Answer answer = http.post("/v1/preview", NONSENSE);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("invalid_fields");
        assertThat(answer.json().path("errors").path(0).path("field").asString()).isEqualTo("zone");
        assertThat(answer.json().path("errors").path(1).path("field").asString()).isEqualTo("once");
        assertThat(answer.text("id")).isEqualTo("n");
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("invalid_zone");
    }

    @Test
    void a_body_that_is_neither_item_nor_array_is_malformed() {
        assertThat(http.post("/v1/preview", "7").status()).isEqualTo(400);
        assertThat(http.post("/v1/preview", "{").status()).isEqualTo(400);
        assertThat(http.post("/v1/preview", "[%s".formatted(TOKYO)).status()).isEqualTo(400);
    }

    @Test
    void a_thousand_items_are_taken_and_no_more() {
        String thousand = String.join(",", Collections.nCopies(1_000, TOKYO));

        assertThat(http.post("/v1/preview", "[%s]".formatted(thousand)).json().size())
                .isEqualTo(1_000);
        assertThat(http.post("/v1/preview", "[%s,%s]".formatted(thousand, TOKYO)).text("code"))
                .isEqualTo("too_many_items");
    }

    @Test
    void the_occurrences_of_one_request_are_bounded() {
        String every =
                "{\"zone\":\"UTC\",\"annual\":{\"monthDay\":\"--01-01\"},\"count\":1000,\"after\":\"2000-01-01T00:00:00Z\"}";
        String tooMany = String.join(",", Collections.nCopies(101, every));

        Answer answer = http.post("/v1/preview", "[%s]".formatted(tooMany));

        assertThat(answer.json().path(99).path("occurrences").size()).isEqualTo(1_000);
        assertThat(answer.json().path(100).path("error").path("detail").asString())
                .startsWith("count: ");
    }

    @Test
    void a_body_may_be_longer_than_elsewhere_but_not_endless() {
        String padding = " ".repeat(200_000);

        assertThat(http.post("/v1/preview", TOKYO + padding).status()).isEqualTo(200);
        assertThat(http.post("/v1/preview", TOKYO + padding.repeat(6)).status()).isEqualTo(413);
    }

    @Test
    void rules_that_take_long_to_think_about_keep_nobody_else_waiting() {
        String never =
                "{\"zone\":\"Asia/Tokyo\",\"rrule\":\"FREQ=YEARLY;RSCALE=HEBREW;BYMONTH=5;BYMONTHDAY=31\",\"dtstart\":\"2026-01-05T09:00:00\"}";
        String many = "[" + String.join(",", Collections.nCopies(1_000, never)) + "]";
        int others = 0;
        List<Future<Answer>> thinking = new ArrayList<>();
        try (ExecutorService callers = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 2; i++) { // as many as are thought about at once
                thinking.add(callers.submit(() -> http.post("/v1/preview", many)));
            }
            while (thinking.stream().noneMatch(Future::isDone)) {
                assertThat(http.get("/health/live").status()).isEqualTo(200);
                others++;
            }
        }

        assertThat(others).isGreaterThan(50);
        assertThat(thinking)
                .allSatisfy(request -> assertThat(request.get().status()).isEqualTo(200));
    }
}
