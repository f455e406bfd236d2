package io.carillon.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Objects that people wrote, and the name of every field in them that cannot be.
class FieldsTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();

    @Test
    void a_field_that_is_wrong_is_named_with_the_way_to_it() {
        Fields fields = fields("{\"a\":{\"zone\":\"Mars\"},\"b\":[{},{\"zone\":7,\"x\":1}]}");

        fields.object("a", Set.of("zone"))
                .ifPresent(a -> a.read("zone", zone -> HomeZone.parse(zone, TZ)));
        fields.objects("b", Set.of("zone"))
                .forEach(b ->
                        b.require(List.of("zone")).read("zone", zone -> HomeZone.parse(zone, TZ)));

        assertThat(fields.errors())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactlyInAnyOrder(
                        "a.zone invalid_zone",
                        "b[0].zone required",
                        "b[1].zone wrong_type",
                        "b[1].x unknown_field");
    }

    @Test
    void what_is_no_object_no_array_and_not_true_is_named() {
        Fields fields = fields("{\"a\":[],\"b\":{},\"c\":\"yes\",\"d\":[1]}");

        assertThat(fields.object("a", Set.of())).isEmpty();
        assertThat(fields.objects("b", Set.of())).isEmpty();
        assertThat(fields.isSet("c")).isTrue();
        assertThat(fields.objects("d", Set.of())).isEmpty();
        assertThat(fields.isSet("e")).isFalse();
        assertThat(fields.errors())
                .extracting(FieldError::field)
                .containsExactly("a", "b", "c", "d[0]");
    }

    @Test
    void an_occasion_is_read_whole_and_what_is_not_mentioned_stays() {
        Fields fields =
                new Fields(
                        object(
                                "{\"localTime\":\"02:30\",\"gap\":\"SKIP\",\"expiresAfter\":\"NEVER\",\"lateAfter\":\"PT2M\"}"),
                        OccasionFields.KNOWN);

        OccasionFields wanted = OccasionFields.read(fields);

        assertThat(fields.errors()).isEmpty();
        assertThat(wanted.localTime()).hasToString("Optional[02:30]");
    }

    @Test
    void everything_wrong_in_an_occasion_is_named_at_once() {
        Fields fields =
                new Fields(
                        object(
                                "{\"localTime\":\"25:00\",\"gap\":\"later\",\"expiresAfter\":\"P1Y\",\"lateAfter\":\"\"}"),
                        OccasionFields.KNOWN);

        OccasionFields.read(fields);

        assertThat(fields.errors())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactly(
                        "localTime invalid_time",
                        "gap invalid_value",
                        "expiresAfter invalid_duration",
                        "lateAfter invalid_duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[]", "null", "{", "{\"a\":1,\"a\":2}", "{} {}", "\uFEFF{}"})
    void bytes_that_are_not_one_object_are_malformed(String text) {
        assertThat(Json.object(StandardCharsets.UTF_8.encode(text), "line"))
                .isInstanceOfSatisfying(
                        Parsed.Wrong.class,
                        wrong -> {
                            assertThat(wrong.code()).isEqualTo("malformed_json");
                            assertThat(wrong.detail()).startsWith("the line ");
                        });
    }

    @Test
    void json_is_read_as_it_was_written() {
        String json =
                "{\"a\":[1,-2147483649,12345678901234567890,0.5,1.0E30,true,false,null,\"x\",{}],\"b\":{\"a\":{}}}";

        assertThat(Json.tree(StandardCharsets.UTF_8.encode(json), "line"))
                .isEqualTo(new Parsed.Value<>(Json.MAPPER.readTree(json)))
                .asString()
                .contains(json);
    }

    @Test
    void a_whole_number_of_a_thousand_digits_is_kept_and_a_longer_one_is_none() {
        String most = "9".repeat(1_000);

        assertThat(object("{\"a\":" + most + "}")).hasToString("{\"a\":" + most + "}");
        assertThat(object("{\"a\":" + most + "9}").path("a").isIntegralNumber()).isFalse();
    }

    @Test
    void a_field_that_is_there_twice_is_named_with_the_way_to_it() {
        byte[] line = "{\"a\":{\"x\":[[0,{\"b\":1,\"b\":1}]]}}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.read(ByteBuffer.wrap(line), "line"))
                .isEqualTo(
                        new Json.Reading.Repeated(
                                new FieldError(
                                        "a.x[0][1].b", "repeated", "the line names it twice")));
        assertThat(Json.object(ByteBuffer.wrap(line), "line"))
                .isEqualTo(
                        new Parsed.Wrong<>(
                                "malformed_json",
                                "the line is wrong: a.x[0][1].b: the line names it twice"));
    }

    @Test
    void bytes_that_are_not_utf_8_are_malformed() {
        assertThat(Json.object(ByteBuffer.wrap(new byte[] {'"', (byte) 0xC3, '"'}), "line"))
                .isEqualTo(new Parsed.Wrong<>("malformed_json", "the line is not UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1990-6-15", "1990-02-30", "15.06.1990", "", "--13-01"})
    void a_date_that_no_calendar_has_is_refused(String text) {
        assertThat(RecurringDate.parse(text))
                .isInstanceOfSatisfying(
                        Parsed.Wrong.class,
                        wrong -> assertThat(wrong.code()).isEqualTo("invalid_date"));
    }

    private static Fields fields(String json) {
        return new Fields(object(json), Set.of("a", "b", "c", "d"));
    }

    private static ObjectNode object(String json) {
        return switch (Json.object(StandardCharsets.UTF_8.encode(json), "test")) {
            case Parsed.Value<ObjectNode>(ObjectNode object) -> object;
            case Parsed.Wrong<ObjectNode>(String _, String detail) ->
                    throw new IllegalArgumentException(detail);
        };
    }
}
