package io.carillon.engine.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as Carillon reads it from others, and writes it: strict about duplicate keys and trailing
/// garbage, and bounded in depth. How long a name or a number may be is for whoever bounds the
/// bytes.
public final class Json {
    static final int DEPTH_MAX = 64;

    public static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    /// What bytes are: one JSON value, or what is wrong with them.
    public sealed interface Reading {
        record Value(JsonNode tree) implements Reading {}

        record Malformed(String detail) implements Reading {}

        /// JSON, but for an object in it that has two values under one name.
        record Repeated(FieldError error) implements Reading {}
    }

    /// The one JSON value that these bytes are, in UTF-8; or what is wrong with `what`, the body or
    /// the line that they came as.
    public static Reading read(ByteBuffer bytes, String what) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return JsonTree.of(text)
                    .<Reading>map(Reading.Value::new)
                    .orElseGet(() -> new Reading.Malformed("the " + what + " is empty"));
        } catch (CharacterCodingException _) {
            return new Reading.Malformed("the " + what + " is not UTF-8");
        } catch (JsonTree.RepeatedName e) {
            return new Reading.Repeated(
                    new FieldError(e.field(), "repeated", "the " + what + " names it twice"));
        } catch (StreamConstraintsException _) {
            return new Reading.Malformed(
                    "the %s is nested deeper than %d".formatted(what, DEPTH_MAX));
        } catch (JacksonException e) {
            var place = e.getLocation();
            return new Reading.Malformed(
                    place == null
                            ? "the %s is not JSON".formatted(what)
                            : "the %s is not JSON: see line %d, column %d"
                                    .formatted(what, place.getLineNr(), place.getColumnNr()));
        }
    }

    /// The one object that these bytes are, in UTF-8; or what is wrong with `what`.
    public static Parsed<ObjectNode> object(ByteBuffer bytes, String what) {
        return switch (tree(bytes, what)) {
            case Parsed.Value<JsonNode>(ObjectNode object) -> new Parsed.Value<>(object);
            case Parsed.Value<JsonNode> _ -> malformed(notAnObject(what));
            case Parsed.Wrong<JsonNode>(String code, String detail) ->
                    new Parsed.Wrong<>(code, detail);
        };
    }

    /// The one JSON value that these bytes are, in UTF-8; or what is wrong with `what`, in words.
    public static Parsed<JsonNode> tree(ByteBuffer bytes, String what) {
        return switch (read(bytes, what)) {
            case Reading.Value(JsonNode tree) -> new Parsed.Value<>(tree);
            case Reading.Malformed(String detail) -> malformed(detail);
            case Reading.Repeated(FieldError error) ->
                    malformed("the " + what + " is wrong: " + FieldError.summary(List.of(error)));
        };
    }

    /// Says that `what` should have been an object.
    public static String notAnObject(String what) {
        return "the " + what + " must be a JSON object: {…}";
    }

    private static <T> Parsed<T> malformed(String detail) {
        return new Parsed.Wrong<>("malformed_json", detail);
    }
}
