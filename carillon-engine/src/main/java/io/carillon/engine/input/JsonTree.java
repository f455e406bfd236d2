package io.carillon.engine.input;

import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Builds the tree of a JSON text token by token, because Jackson's own way lacks two things: it
/// does not say where an object names a field twice, and it converts each number to binary, which
/// takes seconds for one of a million digits. Names are not remembered between texts, for they may
/// be as long as a text.
final class JsonTree {
    /// More than any field takes. A longer number becomes [#ENDLESS].
    private static final int NUMBER_LENGTH_MAX = 1_000;

    /// A number that no field takes; JSON itself cannot say it.
    private static final double ENDLESS = Double.POSITIVE_INFINITY;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Json.DEPTH_MAX)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final JsonParser parser;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /// An object names a field twice.
    static final class RepeatedName extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String field;

        private RepeatedName(String field) {
            super("a field is there twice", null, false, false);
            this.field = field;
        }

        /// The way to it, such as `a[1].zone`.
        String field() {
            return field;
        }
    }

    /// The one value in a text; nothing if there is none.
    ///
    /// @throws StreamReadException when the text is no JSON
    /// @throws RepeatedName at the first field that is there twice
    static Optional<JsonNode> of(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            JsonNode value = new JsonTree(parser).value(first);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "something follows the value");
            }
            return Optional.of(value);
        }
    }

    private JsonNode value(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new StreamReadException(parser, "a value is expected, not " + token);
        };
    }

    private ObjectNode object() {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (object.has(name)) {
                throw new RepeatedName(wayTo(parser.streamReadContext()));
            }
            object.set(name, value(next()));
        }
        return object;
    }

    private ArrayNode array() {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            array.add(value(token));
        }
        return array;
    }

    private JsonNode number(JsonToken token) {
        if (parser.getStringLength() > NUMBER_LENGTH_MAX) {
            return NODES.numberNode(ENDLESS);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return NODES.numberNode(parser.getDoubleValue());
        }
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL ->
                    NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    /// `a[1].zone`, from where the parser is; it is asked for once, so it need not be cheap.
    private static String wayTo(TokenStreamContext place) {
        TokenStreamContext around = place.getParent();
        String before = around == null ? "" : wayTo(around);
        if (place.inArray()) {
            return before + "[" + place.getCurrentIndex() + "]";
        }
        if (!place.inObject()) {
            return before;
        }
        String name = Fields.shown(place.currentName());
        return before.isEmpty() ? name : before + "." + name;
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new StreamReadException(parser, "the text ends in the middle");
        }
        return token;
    }
}
