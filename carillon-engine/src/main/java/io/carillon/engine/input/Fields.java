package io.carillon.engine.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a JSON object, read one by one, those of the objects in it as well. What is wrong
/// is collected, so that whoever wrote it learns of everything at once: whoever reads asks for
/// [#errors] at the end.
public final class Fields {
    private static final int NAME_LENGTH_MAX = 100;

    private final ObjectNode object;
    private final String path;
    private final List<FieldError> errors;

    /// An object that may have these fields and no others.
    public Fields(ObjectNode object, Set<String> known) {
        this(object, known, "", new ArrayList<>());
    }

    private Fields(ObjectNode object, Set<String> known, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                wrong(shown(name), "unknown_field", "there is no such field");
            }
        }
    }

    public boolean has(String name) {
        return object.has(name);
    }

    /// What the writer calls this object, for the answer to repeat: a string, a whole number or
    /// null, which is also said when it is neither there nor right.
    public JsonNode id() {
        JsonNode id = object.path("id");
        if (id.isString() || id.isIntegralNumber()) {
            return id;
        }
        if (!id.isMissingNode() && !id.isNull()) {
            wrong("id", "wrong_type", "it must be a string, a whole number or null");
        }
        return NullNode.instance;
    }

    /// Says that these fields are missing, those that are.
    public Fields require(List<String> names) {
        for (String name : names) {
            if (!has(name)) {
                wrong(name, "required", "it is missing");
            }
        }
        return this;
    }

    /// A field's text as `parse` understands it; empty when it is absent or wrong.
    public <T> Optional<T> read(String name, Function<String, Parsed<T>> parse) {
        JsonNode node = object.get(name);
        return node == null ? Optional.empty() : read(node, name, parse);
    }

    private <T> Optional<T> read(JsonNode node, String name, Function<String, Parsed<T>> parse) {
        if (!node.isString()) {
            wrong(name, "wrong_type", "it must be a string");
            return Optional.empty();
        }
        return switch (parse.apply(node.stringValue())) {
            case Parsed.Value<T>(T value) -> Optional.of(value);
            case Parsed.Wrong<T>(String code, String detail) -> {
                wrong(name, code, detail);
                yield Optional.empty();
            }
        };
    }

    /// A field's whole number from `least` to `most`; empty when it is absent or wrong.
    public OptionalInt integer(String name, int least, int most) {
        JsonNode node = object.get(name);
        if (node == null) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber()) {
            wrong(name, "wrong_type", "it must be a whole number");
            return OptionalInt.empty();
        }
        if (!node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            wrong(name, "invalid_value", "it must be from " + least + " to " + most);
            return OptionalInt.empty();
        }
        return OptionalInt.of(node.intValue());
    }

    /// A field's number from `least` to `most`; empty when it is absent or wrong.
    public OptionalDouble number(String name, double least, double most) {
        JsonNode node = object.get(name);
        if (node == null) {
            return OptionalDouble.empty();
        }
        if (!node.isNumber()) {
            wrong(name, "wrong_type", "it must be a number");
            return OptionalDouble.empty();
        }
        double number = node.doubleValue();
        if (!(number >= least && number <= most)) {
            wrong(name, "invalid_value", "it must be from " + least + " to " + most);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number);
    }

    /// A field's truth; empty when it is absent or neither true nor false.
    public Optional<Boolean> truth(String name) {
        JsonNode node = object.get(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            wrong(name, "wrong_type", "it must be true or false");
            return Optional.empty();
        }
        return Optional.of(node.booleanValue());
    }

    /// Whether a field is there, and null.
    public boolean isNull(String name) {
        JsonNode node = object.get(name);
        return node != null && node.isNull();
    }

    /// Whether a field is there, and an array of nothing.
    public boolean isEmptyArray(String name) {
        JsonNode node = object.get(name);
        return node != null && node.isArray() && node.isEmpty();
    }

    /// The texts of a field's array as `parse` understands them, those that are right; none when it
    /// is absent.
    public <T> List<T> readAll(String name, int countMax, Function<String, Parsed<T>> parse) {
        JsonNode node = object.get(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray() || node.size() > countMax) {
            wrong(name, "wrong_type", "it must be an array of up to " + countMax + " strings");
            return List.of();
        }
        List<T> all = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            read(node.get(i), name + "[" + i + "]", parse).ifPresent(all::add);
        }
        return all;
    }

    /// The fields of the object in a field; empty when it is absent or no object.
    public Optional<Fields> object(String name, Set<String> known) {
        JsonNode node = object.get(name);
        return node == null ? Optional.empty() : inside(node, name, known);
    }

    /// The fields of each object in a field's array; none when it is absent or no array.
    public List<Fields> objects(String name, Set<String> known) {
        JsonNode node = object.get(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            wrong(name, "wrong_type", "it must be an array");
            return List.of();
        }
        List<Fields> all = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            inside(node.get(i), name + "[" + i + "]", known).ifPresent(all::add);
        }
        return all;
    }

    /// Whether a field is there; it must then be true.
    public boolean isSet(String name) {
        JsonNode node = object.get(name);
        if (node != null && !(node.isBoolean() && node.booleanValue())) {
            wrong(name, "wrong_type", "it must be true, or absent");
        }
        return node != null;
    }

    public void wrong(String field, String code, String detail) {
        errors.add(new FieldError(path + field, code, detail));
    }

    /// Everything that was wrong so far, in this object and in those around and inside it.
    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    private Optional<Fields> inside(JsonNode node, String name, Set<String> known) {
        if (node instanceof ObjectNode inner) {
            return Optional.of(new Fields(inner, known, path + name + ".", errors));
        }
        wrong(name, "wrong_type", "it must be an object");
        return Optional.empty();
    }

    // A name is the writer's: it may be endless, and half a character cannot be written as UTF-8.
    static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(NAME_LENGTH_MAX)
                .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
