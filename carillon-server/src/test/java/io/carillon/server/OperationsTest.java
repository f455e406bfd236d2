package io.carillon.server;

import static io.carillon.server.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.server.Http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OperationsTest {
    private static final String WHY = "\"reason\":\"the endpoint is mended\",\"actor\":\"Grace\"";
    private static final String BIRTHDAY = "/v1/occasions/birthday";

    private final Http http = TestServer.keyed().httpWithKey();
    private final Receiver receiver = TestServer.receiver();
    private final String name = People.name();

    @AfterEach
    void putTheDefaultBack() {
        http.put(BIRTHDAY, "{\"whenUnknown\":\"RESEND\"}");
    }

    @Test
    void a_failed_delivery_is_replayed_and_its_history_tells() {
        receiver.answer(name, status(422, ""), status(200, "ok"));
        String id = settled("failed");

        Answer replayed = operate(id, "replay", "{%s}".formatted(WHY));

        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.text("id")).isEqualTo(id);
        await().until(() -> delivery(id).path("state").asString().equals("delivered"));
        List<JsonNode> history = List.copyOf(delivery(id).path("history").values());
        assertThat(history).hasSize(3);
        assertThat(history.get(1).path("action").asString()).isEqualTo("replay");
        assertThat(history.get(1).path("actor").asString()).isEqualTo("Grace");
        assertThat(history.get(1).path("reason").asString()).isEqualTo("the endpoint is mended");
        assertThat(history.get(1).path("actedAt").asString()).endsWith("Z");
        assertThat(receiver.receivedFor(name))
                .extracting(one -> one.header("webhook-id"))
                .containsExactly(id, id);
    }

    @Test
    void a_delivered_one_is_not_replayed() {
        String id = settled("delivered");

        Answer refused = operate(id, "replay", "{%s}".formatted(WHY));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("wrong_state");
        assertThat(refused.text("detail")).contains("delivered");
        assertThat(operate(id, "cancel", "{%s}".formatted(WHY)).status()).isEqualTo(409);
        assertThat(delivery(id).path("history").size()).isEqualTo(1);
    }

    @Test
    void that_of_a_deleted_user_is_not_replayed() {
        receiver.answer(name, status(422, ""));
        String id = settled("failed");
        http.delete("/user/" + delivery(id).path("subjectId").asString());

        Answer refused = operate(id, "replay", "{%s}".formatted(WHY));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("subject_deleted");
    }

    @Test
    void what_is_in_doubt_is_resolved_by_a_person() {
        http.put(BIRTHDAY, "{\"whenUnknown\":\"HOLD\"}");
        receiver.answer(name, receiver.hang());
        String id = settled("in_doubt");
        assertThat(http.get("/v1/deliveries?state=in_doubt&limit=250").items())
                .extracting(item -> item.path("id").asString())
                .contains(id);

        Answer resolved = operate(id, "resolve", "{\"as\":\"sent\",%s}".formatted(WHY));

        assertThat(resolved.text("state")).isEqualTo("delivered");
        assertThat(resolved.json().path("history").get(1).path("action").asString())
                .isEqualTo("resolve_sent");
        assertThat(receiver.receivedFor(name)).hasSize(1);
    }

    @Test
    void many_are_done_by_a_filter_and_those_refused_are_named() {
        receiver.answer(name, status(422, ""), status(422, ""), status(422, ""), status(200, "ok"));
        String first = settled("failed");
        String second = settled("failed");
        String third = settled("failed");
        http.delete("/user/" + delivery(third).path("subjectId").asString());
        String nobody = first.substring(0, 24) + "abcdefabcdef";

        Answer done =
                http.post(
                        "/v1/deliveries/replay",
                        "{%s,\"filter\":{\"state\":\"failed\",\"occasion\":\"birthday\",\"ids\":[%s]}}"
                                .formatted(
                                        WHY,
                                        "\"%s\",\"%s\",\"%s\",\"%s\""
                                                .formatted(first, second, third, nobody)));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("done").asInt()).isEqualTo(2);
        assertThat(done.json().path("refused").asInt()).isEqualTo(2);
        assertThat(done.json().path("refusals").values())
                .extracting(one -> one.path("id").asString() + " " + one.path("code").asString())
                .containsExactlyInAnyOrder(third + " subject_deleted", nobody + " not_found");
        assertThat(done.json().path("next").isNull()).isTrue();
        await().until(() -> delivery(second).path("state").asString().equals("delivered"));
    }

    @Test
    void all_in_a_state_are_walked_by_a_cursor() {
        receiver.answer(name, status(422, ""), status(422, ""));
        settled("failed");
        settled("failed");
        String range = "\"state\":\"failed\",\"dueFrom\":\"2020-01-01T00:00:00Z\"";

        Answer page =
                http.post(
                        "/v1/deliveries/replay",
                        "{%s,\"limit\":1,\"filter\":{%s}}".formatted(WHY, range));
        Answer rest =
                http.post(
                        "/v1/deliveries/replay",
                        "{%s,\"cursor\":\"%s\",\"filter\":{%s}}"
                                .formatted(WHY, page.text("next"), range));

        assertThat(page.json().path("done").asInt() + page.json().path("refused").asInt())
                .isEqualTo(1);
        assertThat(rest.status()).isEqualTo(200);
        assertThat(rest.json().path("next").isNull()).isTrue();
    }

    @Test
    void nothing_before_or_after_the_range_is_touched() {
        receiver.answer(name, status(422, ""));
        String id = settled("failed");

        Answer done =
                http.post(
                        "/v1/deliveries/replay",
                        "{%s,\"filter\":{\"ids\":[\"%s\"],\"dueUntil\":\"2020-01-01T00:00:00Z\"}}"
                                .formatted(WHY, id));

        assertThat(done.json().path("done").asInt()).isZero();
        assertThat(delivery(id).path("state").asString()).isEqualTo("failed");
    }

    static Stream<Arguments> wrongBodies() {
        return Stream.of(
                Arguments.of("x/replay", "{}", "reason required, actor required"),
                Arguments.of(
                        "x/replay",
                        "{\"reason\":\" \",\"actor\":7}",
                        "reason blank, actor wrong_type"),
                Arguments.of(
                        "x/replay",
                        "{\"reason\":\"a\\nb\",\"actor\":\"%s\"}".formatted("x".repeat(201)),
                        "reason invalid_character, actor too_long"),
                Arguments.of("x/replay", "{%s,\"as\":\"sent\"}".formatted(WHY), "as unknown_field"),
                Arguments.of("x/resolve", "{%s}".formatted(WHY), "as required"),
                Arguments.of(
                        "x/resolve", "{%s,\"as\":\"lost\"}".formatted(WHY), "as invalid_value"),
                Arguments.of("replay", "{%s}".formatted(WHY), "filter required"),
                Arguments.of(
                        "replay", "{%s,\"filter\":{}}".formatted(WHY), "filter.state required"),
                Arguments.of(
                        "replay",
                        "{%s,\"limit\":1001,\"filter\":{\"state\":\"delivered\"}}".formatted(WHY),
                        "limit invalid_value, filter.state invalid_state"),
                Arguments.of(
                        "cancel",
                        "{%s,\"filter\":{\"state\":\"failed\"}}".formatted(WHY),
                        "filter.state invalid_state"),
                Arguments.of(
                        "replay",
                        "{%s,\"filter\":{\"state\":\"failed\",\"occasion\":\"x\",\"dueFrom\":\"y\",\"dueUntil\":1}}"
                                .formatted(WHY),
                        "filter.occasion invalid_value, filter.dueFrom invalid_instant, filter.dueUntil wrong_type"),
                Arguments.of(
                        "replay",
                        "{%s,\"filter\":{\"ids\":[\"x\"]}}".formatted(WHY),
                        "filter.ids[0] invalid_id"),
                Arguments.of(
                        "replay",
                        "{%s,\"filter\":{\"ids\":[]}}".formatted(WHY),
                        "filter.ids invalid_value"),
                Arguments.of(
                        "cancel",
                        "{%s,\"filter\":{\"ids\":[],\"state\":\"pending\"}}".formatted(WHY),
                        "filter.ids invalid_value"),
                Arguments.of(
                        "resolve",
                        "{%s,\"as\":\"sent\",\"filter\":{\"ids\":[],\"state\":\"in_doubt\"}}"
                                .formatted(WHY),
                        "filter.ids invalid_value"),
                Arguments.of(
                        "replay",
                        "{%s,\"filter\":{\"state\":\"failed\",\"dueFrom\":\"2027-06-16T00:00:00Z\",\"dueUntil\":\"2027-06-15T00:00:00Z\"}}"
                                .formatted(WHY),
                        "filter.dueUntil contradicting"));
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void what_is_wrong_is_named(String path, String body, String errors) {
        Answer answer = http.post("/v1/deliveries/" + path, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(String.join(", ", answer.errors())).isEqualTo(errors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "cancel", "resolve"})
    void there_is_no_such_delivery(String action) {
        String body = action.equals("resolve") ? "{\"as\":\"sent\",%s}" : "{%s}";

        for (String id : List.of("x", "80005153-4b80-82ef-93fb-cbc4039d7bc2")) {
            assertThat(operate(id, action, body.formatted(WHY)).status()).isEqualTo(404);
        }
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        Answer answer =
                http.post(
                        "/v1/deliveries/replay",
                        "{%s,\"cursor\":\"abc\",\"filter\":{\"state\":\"failed\"}}".formatted(WHY));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid_cursor");
    }

    private Answer operate(String id, String action, String body) {
        return http.post("/v1/deliveries/%s/%s".formatted(id, action), body);
    }

    private JsonNode delivery(String id) {
        return http.get("/v1/deliveries/" + id).json();
    }

    /// The id of the delivery to somebody whose birthday is today, once it is in this state.
    private String settled(String state) {
        String user = http.post("/user", People.bornToday(name)).text("id");
        return await().atMost(Duration.ofSeconds(15))
                .until(
                        () ->
                                http.get("/v1/deliveries?limit=250&state=" + state).items().stream()
                                        .filter(item ->
                                                item.path("subjectId").asString().equals(user))
                                        .map(item -> item.path("id").asString())
                                        .findFirst()
                                        .orElse(""),
                        id -> !id.isEmpty());
    }
}
