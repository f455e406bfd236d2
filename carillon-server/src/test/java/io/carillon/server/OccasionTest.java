package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.Http.Answer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OccasionTest {
    private static final String BIRTHDAY = "/v1/occasions/birthday";
    private static final String DEFAULTS =
            "{\"localTime\":\"09:00\",\"leapDay\":\"MAR_1\",\"gap\":\"LATER\",\"overlap\":\"EARLIER\","
                    + "\"sameDay\":\"SEND\",\"expiresAfter\":\"PT48H\",\"lateAfter\":\"PT1M\",\"catchUp\":\"LATEST\","
                    + "\"retry\":{\"attempts\":12,\"waits\":[\"PT1S\",\"PT2S\",\"PT4S\",\"PT5M\",\"PT30M\",\"PT2H\","
                    + "\"PT5H\",\"PT10H\",\"PT14H\",\"PT20H\",\"PT24H\"]},\"whenUnknown\":\"RESEND\",\"localHours\":null}";

    private final Http http = TestServer.keyed().httpWithKey();

    @AfterEach
    void putTheDefaultsBack() {
        assertThat(http.put(BIRTHDAY, DEFAULTS).status()).isEqualTo(200);
    }

    @Test
    void the_birthday_has_its_defaults() {
        assertThat(http.get(BIRTHDAY).body()).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({
        "localTime, 10:30, 10:30",
        "localTime, 08:15:59, 08:15:59",
        "localTime, 08:15:00, 08:15",
        "leapDay, FEB_28, FEB_28",
        "leapDay, SKIP, SKIP",
        "gap, EARLIER, EARLIER",
        "gap, SKIP, SKIP",
        "overlap, LATER, LATER",
        "sameDay, WAIT, WAIT",
        "expiresAfter, PT0S, PT0S",
        "expiresAfter, P3650D, PT87600H",
        "expiresAfter, P1W, PT168H",
        "expiresAfter, P521W, PT87528H",
        "expiresAfter, P1DT2H3M4.5S, PT26H3M4.5S",
        "expiresAfter, END_OF_LOCAL_DAY, END_OF_LOCAL_DAY",
        "expiresAfter, NEVER, NEVER",
        "lateAfter, PT0S, PT0S",
        "lateAfter, PT0.25S, PT0.25S",
        "catchUp, ALL, ALL",
        "catchUp, NONE, NONE",
        "whenUnknown, HOLD, HOLD"
    })
    void each_setting_is_changed_by_itself_and_kept(String field, String value, String kept) {
        Answer changed = http.put(BIRTHDAY, "{\"%s\":\"%s\"}".formatted(field, value));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text(field)).isEqualTo(kept);
        assertThat(changed.json().path("replan").propertyNames())
                .containsExactly("moved", "remaining");
        assertThat(http.get(BIRTHDAY).text(field)).isEqualTo(kept);
        assertThat(http.get(BIRTHDAY).json().has("replan")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"attempts":4}                           | 4 PT1S PT2S PT4S PT5M PT30M PT2H PT5H PT10H PT14H PT20H PT24H
                    {"waits":["PT60S","P1D"]}                | 3 PT1M PT24H
                    {"attempts":100,"waits":["PT1M"]}        | 100 PT1M
                    {"attempts":1}                           | 1 PT1S PT2S PT4S PT5M PT30M PT2H PT5H PT10H PT14H PT20H PT24H
                    """)
    void retry_is_one_value_whose_parts_have_defaults(String retry, String kept) {
        http.put(BIRTHDAY, "{\"retry\":{\"attempts\":2,\"waits\":[\"PT9M\"]}}");

        Answer changed = http.put(BIRTHDAY, "{\"retry\":%s}".formatted(retry));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(retry(changed)).isEqualTo(kept);
        assertThat(retry(http.get(BIRTHDAY))).isEqualTo(kept);
    }

    static Stream<Arguments> wrongParts() {
        return Stream.of(
                Arguments.of(
                        "{\"localHours\":{}}",
                        "localHours.from required, localHours.until required"),
                Arguments.of("{\"localHours\":\"08:00\"}", "localHours wrong_type"),
                Arguments.of(
                        "{\"localHours\":{\"from\":\"8:00\",\"until\":\"24:00\"}}",
                        "localHours.from invalid_time, localHours.until invalid_time"),
                Arguments.of(
                        "{\"localHours\":{\"from\":\"08:00\",\"until\":\"08:00\"}}",
                        "localHours.until invalid_value"),
                Arguments.of("{\"retry\":{}}", "retry.attempts required"),
                Arguments.of("{\"retry\":null}", "retry wrong_type"),
                Arguments.of("{\"retry\":{\"attempts\":0}}", "retry.attempts invalid_value"),
                Arguments.of("{\"retry\":{\"attempts\":101}}", "retry.attempts invalid_value"),
                Arguments.of("{\"retry\":{\"attempts\":\"4\"}}", "retry.attempts wrong_type"),
                Arguments.of("{\"retry\":{\"waits\":[]}}", "retry.waits invalid_value"),
                Arguments.of("{\"retry\":{\"waits\":\"PT1S\"}}", "retry.waits wrong_type"),
                Arguments.of(
                        "{\"retry\":{\"waits\":[\"PT0.5S\"]}}", "retry.waits[0] invalid_duration"),
                Arguments.of(
                        "{\"retry\":{\"waits\":[\"PT1M\",\"P31D\"]}}",
                        "retry.waits[1] invalid_duration"),
                Arguments.of("{\"retry\":{\"attempts\":4,\"max\":5}}", "retry.max unknown_field"));
    }

    @ParameterizedTest
    @MethodSource("wrongParts")
    void a_wrong_part_of_a_value_is_named_and_changes_nothing(String body, String error) {
        Answer answer = http.put(BIRTHDAY, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(String.join(", ", answer.errors())).isEqualTo(error);
        assertThat(http.get(BIRTHDAY).body()).isEqualTo(DEFAULTS);
    }

    @Test
    void local_hours_are_kept_until_null_takes_them_away() {
        http.put(BIRTHDAY, "{\"localHours\":{\"from\":\"22:00\",\"until\":\"06:30\"}}");
        http.put(BIRTHDAY, "{\"localTime\":\"07:00\"}");

        assertThat(http.get(BIRTHDAY).json().path("localHours").toString())
                .isEqualTo("{\"from\":\"22:00\",\"until\":\"06:30\"}");

        http.put(BIRTHDAY, "{\"localHours\":null}");

        assertThat(http.get(BIRTHDAY).json().path("localHours").isNull()).isTrue();
    }

    @Test
    void what_was_read_is_taken_back_unchanged() {
        http.put(BIRTHDAY, "{\"expiresAfter\":\"NEVER\",\"localTime\":\"07:00:30\"}");
        String read = http.get(BIRTHDAY).body();

        Answer put = http.put(BIRTHDAY, read);

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("replan").path("moved").asInt()).isZero();
        assertThat(http.get(BIRTHDAY).body()).isEqualTo(read);
    }

    @Test
    void what_a_change_answered_is_taken_back_as_well() {
        String answered = http.put(BIRTHDAY, "{\"localTime\":\"07:30\"}").body();

        Answer put = http.put(BIRTHDAY, answered.replace("07:30", "08:30"));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.text("localTime")).isEqualTo("08:30");
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of("localTime", "\"9:00\"", "invalid_time"),
                Arguments.of("localTime", "\"24:00\"", "invalid_time"),
                Arguments.of("localTime", "\"09:00:00.5\"", "invalid_time"),
                Arguments.of("localTime", "900", "wrong_type"),
                Arguments.of("leapDay", "\"FEB_29\"", "invalid_value"),
                Arguments.of("gap", "\"later\"", "invalid_value"),
                Arguments.of("overlap", "null", "wrong_type"),
                Arguments.of("sameDay", "true", "wrong_type"),
                Arguments.of("expiresAfter", "\"PT-1S\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"-PT1S\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"P1Y\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"P\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"P522W\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"P1W1D\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"PT\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"P1DT\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"P3650DT0.000001S\"", "invalid_duration"),
                Arguments.of("expiresAfter", "\"P999999999DT999999999H\"", "invalid_duration"),
                Arguments.of("lateAfter", "\"NEVER\"", "invalid_duration"),
                Arguments.of("lateAfter", "\"1 minute\"", "invalid_duration"),
                Arguments.of("catchUp", "\"SOME\"", "invalid_value"),
                Arguments.of("whenUnknown", "\"IGNORE\"", "invalid_value"),
                Arguments.of("version", "1", "unknown_field"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void a_wrong_value_is_refused_and_changes_nothing(String field, String value, String code) {
        Answer answer = http.put(BIRTHDAY, "{\"%s\":%s%s}".formatted(field, value, ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).containsExactly(field + " " + code);
        assertThat(http.get(BIRTHDAY).body()).isEqualTo(DEFAULTS);
    }

    private static String retry(Answer occasion) {
        var retry = occasion.json().path("retry");
        return retry.path("attempts").asInt()
                + retry.path("waits").values().stream()
                        .map(wait -> " " + wait.asString())
                        .collect(Collectors.joining());
    }

    @Test
    void there_is_no_other_occasion() {
        assertThat(http.get("/v1/occasions/anniversary").status()).isEqualTo(404);
        assertThat(http.put("/v1/occasions/anniversary", "{}").status()).isEqualTo(404);
    }
}
