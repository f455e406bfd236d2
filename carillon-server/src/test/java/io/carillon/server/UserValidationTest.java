package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.Http.Answer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserValidationTest {
    private final Http http = TestServer.plain().http();

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of("firstName", "\"\"", "blank"),
                Arguments.of("firstName", "\" \\t\\u00a0 \"", "blank"),
                Arguments.of("firstName", "\"\\u200b\"", "blank"),
                Arguments.of("firstName", "\" \\u3164\"", "blank"),
                Arguments.of("firstName", "\" \\u115f\"", "blank"),
                Arguments.of("firstName", "\" \\u1160\"", "blank"),
                Arguments.of("firstName", "\" \\u2800\"", "blank"),
                Arguments.of("firstName", "\" \\u034f\"", "blank"),
                Arguments.of("firstName", "\" \\u17b4\"", "blank"),
                Arguments.of("firstName", "\" \\ufe0f\"", "blank"),
                Arguments.of("firstName", "\" \\uffa0\"", "blank"),
                Arguments.of("firstName", "\" \\u2061\"", "blank"),
                Arguments.of("firstName", "\" \\u180e\"", "blank"),
                Arguments.of("firstName", "\" \\u061c\"", "blank"),
                Arguments.of("firstName", "\" \\u202e\"", "blank"),
                Arguments.of("firstName", "\"\\u3164\\u2800 \\u115f\"", "blank"),
                Arguments.of("firstName", "\"\\udb40\\udc41\"", "blank"),
                Arguments.of("lastName", "\"a\\u0000b\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\ufffeb\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\uffffb\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\ufdd0b\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\ud83f\\udffeb\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\u202ab\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\u202eb\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\u2066b\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\u2069b\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\nb\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\u2028b\"", "invalid_character"),
                Arguments.of("lastName", "\"a\\ud83c\"", "invalid_character"),
                Arguments.of("lastName", "\"\\udf82\\ud83c\"", "invalid_character"),
                Arguments.of("lastName", "\"" + "x".repeat(101) + "\"", "too_long"),
                Arguments.of("firstName", "null", "wrong_type"),
                Arguments.of("firstName", "5", "wrong_type"),
                Arguments.of("firstName", "1e999999999", "wrong_type"),
                Arguments.of("firstName", "[\"Ada\"]", "wrong_type"),
                Arguments.of("firstName", "{}", "wrong_type"),
                Arguments.of("timezone", "true", "wrong_type"),
                Arguments.of("dateOfBirth", "19900228", "wrong_type"),
                Arguments.of("dateOfBirth", "\"\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"1990-2-28\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"28.02.1990\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"1990-02-30\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"2023-02-29\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"--02-30\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"0000-01-01\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"+12345-01-01\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"1990-02-28T00:00:00Z\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"\u0661\u0669\u0669\u0660-02-28\"", "invalid_date"),
                Arguments.of("dateOfBirth", "\"1899-12-31\"", "date_too_early"),
                Arguments.of("dateOfBirth", "\"9999-01-01\"", "date_in_the_future"),
                Arguments.of("timezone", "\"\"", "invalid_zone"),
                Arguments.of("timezone", "\"Mars/Olympus\"", "invalid_zone"),
                Arguments.of("timezone", "\"europe/paris\"", "invalid_zone"),
                Arguments.of("timezone", "\" Europe/Paris\"", "invalid_zone"),
                Arguments.of("timezone", "\"CEST\"", "invalid_zone"),
                Arguments.of("timezone", "\"" + "x".repeat(60_000) + "\"", "invalid_zone"),
                Arguments.of("timezone", "\"a\\u0000\"", "invalid_zone"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void a_wrong_value_is_refused_by_its_name_when_creating_and_when_changing(
            String field, String value, String code) {
        String id = http.post("/user", People.json("Ada")).text("id");
        String right = People.json("Ada").strip();
        String whole = right.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":@");

        Answer created = http.post("/user", whole.replace("@", value));
        Answer changed = http.put("/user/" + id, "{\"%s\":%s}".formatted(field, value));

        assertThat(created.status()).isEqualTo(422);
        assertThat(created.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(created.errors()).containsExactly(field + " " + code);
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.errors()).containsExactly(field + " " + code);
        assertThat(changed.text("detail")).startsWith(field + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", // Persian, with a joiner that does
                // not join
                "\u0d9a\u0dca\u200d\u0dbb\u0dd2", // Sinhala, with one that does
                "\u1112\u1161\u11ab", // Hangul in single letters
                "\u2665\ufe0f",
                "\u200fAda",
                "\ud83a\udd22\u0378"
            })
    void what_joins_letters_or_is_not_assigned_yet_may_be_in_a_name(String name) {
        Answer created = http.post("/user", People.json(name));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("firstName")).isEqualTo(name);
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        Answer answer =
                http.post(
                        "/user",
                        "{\"firstName\":\" \",\"dateOfBirth\":\"x\",\"nick\":1,\"\\ud800\":2,\"id\":\"x\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "errors");
        assertThat(answer.text("code")).isEqualTo("invalid_fields");
        assertThat(answer.errors())
                .containsExactlyInAnyOrder(
                        "firstName blank",
                        "dateOfBirth invalid_date",
                        "lastName required",
                        "timezone required",
                        "nick unknown_field",
                        "id unknown_field",
                        "\ufffd unknown_field");
    }

    @Test
    void a_change_takes_what_was_read_with_the_times_in_it_that_only_the_server_sets() {
        Answer ada = http.post("/user", People.json("Ada"));
        String id = ada.text("id");

        Answer changed = http.put("/user/" + id, ada.body().replace("Ada", "Bea"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("firstName")).isEqualTo("Bea");
        assertThat(changed.text("createdAt")).isEqualTo(ada.text("createdAt"));
    }

    @Test
    void a_change_takes_no_unknown_fields_either() {
        String id = http.post("/user", People.json("Ada")).text("id");

        assertThat(http.put("/user/" + id, "{\"nick\":\"x\",\"firstName\":\"Bea\"}").errors())
                .containsExactly("nick unknown_field");
        assertThat(http.get("/user/" + id).text("firstName")).isEqualTo("Ada");
    }

    @Test
    void today_is_a_date_of_birth_and_tomorrow_is_not_where_the_user_lives() {
        // Between these two it is never the same day.
        String east = "Pacific/Kiritimati";
        String west = "Pacific/Niue";
        LocalDate today = LocalDate.now(ZoneId.of(east));

        Answer born = http.post("/user", People.json("Ada", today.toString(), east));

        assertThat(born.status()).isEqualTo(201);
        assertThat(
                        http.post("/user", People.json("Ada", today.plusDays(1).toString(), east))
                                .errors())
                .containsExactly("dateOfBirth date_in_the_future");
        assertThat(http.post("/user", People.json("Ada", today.toString(), west)).errors())
                .containsExactly("dateOfBirth date_in_the_future");
        assertThat(http.put("/user/" + born.text("id"), "{\"timezone\":\"" + west + "\"}").errors())
                .containsExactly("timezone date_in_the_future");
        assertThat(http.put("/user/" + born.text("id"), "{\"firstName\":\"Bea\"}").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Pariss, did you mean Europe/Paris",
        "+02:00, an offset does not say",
        "UTC+3, an offset does not say",
        "Z, an offset does not say"
    })
    void a_wrong_zone_is_explained(String zone, String why) {
        assertThat(http.post("/user", People.json("Ada", "--01-01", zone)).text("detail"))
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource({"Europe/Kyiv", "Asia/Calcutta", "EST", "Etc/GMT+5", "UTC"})
    void a_zone_of_the_tz_database_is_kept_as_it_was_given(String zone) {
        assertThat(http.post("/user", People.json("Ada", "--01-01", zone)).text("timezone"))
                .isEqualTo(zone);
    }
}
