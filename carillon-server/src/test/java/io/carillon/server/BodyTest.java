package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.Http.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private final Http http = TestServer.plain().http();

    static Stream<String> malformed() {
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "\"Ada\"",
                "5",
                "{",
                "{}{}",
                "{} x",
                "{\"firstName\":}",
                "{'firstName':'Ada'}",
                "{\"firstName\":NaN}",
                "{\"firstName\":\"a\nb\"}",
                "{\"firstName\":\"Ada\",\"firstName\":\"Bea\"}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "\ufeff{}",
                "{\"n\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
                "[".repeat(60_000));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void what_is_no_json_object_is_a_bad_request(String body) {
        Answer answer = http.post("/user", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("malformed_json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"firstName\":\"Ada\",\"firstName\":\"Bea\"} | firstName",
                "{\"a\":{\"b\":1,\"b\":2}} | a.b",
                "{\"a\":[{},{\"b\":[{\"c\":1,\"c\":1}]}]} | a[1].b[0].c"
            })
    void a_field_that_is_there_twice_is_named(String body, String field) {
        Answer answer = http.post("/user", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("malformed_json");
        assertThat(answer.text("detail"))
                .isEqualTo(field + ": the body names it twice")
                .doesNotContain("not JSON");
        assertThat(answer.errors()).containsExactly(field + " repeated");
    }

    @Test
    void what_is_nested_too_deep_is_told_so() {
        assertThat(http.post("/user", "[".repeat(65)).text("detail")).contains("deeper than 64");
    }

    static Stream<Arguments> endless() {
        String number = "9".repeat(60_000);
        return Stream.of(
                Arguments.of("{\"firstName\":" + number + "}", "firstName wrong_type"),
                Arguments.of("{\"firstName\":0." + number + "}", "firstName wrong_type"),
                Arguments.of("{\"firstName\":1e" + number + "}", "firstName wrong_type"),
                Arguments.of(
                        "{\"" + "x".repeat(60_000) + "\":1}", "x".repeat(100) + " unknown_field"),
                Arguments.of(
                        "{\"" + "\\u0000".repeat(9_000) + "\":1}",
                        "\0".repeat(100) + " unknown_field"));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void an_endless_name_or_number_is_named_like_any_other(String body, String error) {
        String id = http.post("/user", People.json("Ada")).text("id");

        Answer answer = http.put("/user/" + id, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).containsExactly(error);
    }

    @Test
    void bytes_that_are_not_utf_8_are_a_bad_request() {
        byte[] latin = "{\"firstName\":\"Zo\u00eb\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "{}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(post("application/json", latin).text("detail")).contains("UTF-8");
        assertThat(post("application/json", wide).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=ISO-8859-1",
                "application/json; charset=nonsense",
                "application/problem+json",
                "json",
                "*/*",
                "application/json,text/plain"
            })
    void another_media_type_is_unsupported(String type) {
        Answer answer = post(type, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text("code")).isEqualTo("unsupported_media_type");
    }

    @Test
    void a_missing_media_type_is_unsupported() {
        assertThat(http.send("POST", "/user", BodyPublishers.ofString("{}")).status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=UTF-8",
                "APPLICATION/JSON;charset=\"utf-8\""
            })
    void json_in_utf_8_is_taken(String type) {
        byte[] body = People.json("Zo\u00eb").getBytes(StandardCharsets.UTF_8);

        assertThat(post(type, body).text("firstName")).isEqualTo("Zo\u00eb");
    }

    @Test
    void a_body_of_64_kib_is_taken_and_one_byte_more_is_not() {
        String json = People.json("Ada").strip();
        String most = json + " ".repeat(64 * 1024 - json.length());

        assertThat(http.post("/user", most).status()).isEqualTo(201);
        assertThat(http.post("/user", most + " ").status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(ints = {65 * 1024, 5 * 1024 * 1024})
    void a_long_body_is_refused_also_when_it_does_not_say_its_length(int length) {
        byte[] bytes = " ".repeat(length).getBytes(StandardCharsets.UTF_8);

        Answer answer =
                http.send(
                        "POST",
                        "/user",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                        "Content-Type",
                        "application/json");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("code")).isEqualTo("body_too_large");
    }

    @Test
    void endless_unknown_fields_are_all_named() {
        StringBuilder json = new StringBuilder("{\"x\":0");
        for (int i = 0; i < 4_000; i++) {
            json.append(",\"f").append(i).append("\":0");
        }

        Answer answer = http.post("/user", json.append('}').toString());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).hasSize(4_005).contains("f3999 unknown_field");
    }

    private Answer post(String type, byte[] body) {
        return http.send("POST", "/user", BodyPublishers.ofByteArray(body), "Content-Type", type);
    }
}
