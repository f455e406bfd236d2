package io.carillon.engine.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as Carillon reads it from others, and writes it: strict about duplicate keys and trailing
/// garbage, and bounded in depth and length.
public final class Json {
    private static final int DEPTH_MAX = 64;

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

    /// The one object that these bytes are, in UTF-8; or what is wrong with `what`, the body or the
    /// line that they came as.
    public static Parsed<ObjectNode> object(ByteBuffer bytes, String what) {
        return switch (tree(bytes, what)) {
            case Parsed.Value<JsonNode>(ObjectNode object) -> new Parsed.Value<>(object);
            case Parsed.Value<JsonNode> _ ->
                    malformed("the " + what + " must be a JSON object: {…}");
            case Parsed.Wrong<JsonNode>(String code, String detail) ->
                    new Parsed.Wrong<>(code, detail);
        };
    }

    /// The one JSON value that these bytes are, in UTF-8; or what is wrong with `what`.
    public static Parsed<JsonNode> tree(ByteBuffer bytes, String what) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return new Parsed.Value<>(MAPPER.readTree(text));
        } catch (CharacterCodingException _) {
            return malformed("the " + what + " is not UTF-8");
        } catch (JacksonException e) {
            var place = e.getLocation();
            return malformed(
                    place == null
                            ? "the %s is not JSON".formatted(what)
                            : "the %s is not JSON, or names a field twice: see line %d, column %d"
                                    .formatted(what, place.getLineNr(), place.getColumnNr()));
        }
    }

    private static <T> Parsed<T> malformed(String detail) {
        return new Parsed.Wrong<>("malformed_json", detail);
    }
}
