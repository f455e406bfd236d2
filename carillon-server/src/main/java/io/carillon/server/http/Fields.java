package io.carillon.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a JSON object, read one by one. What is wrong is collected, so that a client
/// learns of everything at once: [#check] ends the request if there was anything.
public final class Fields {
    private static final int NAME_LENGTH_MAX = 100;

    private final ObjectNode object;
    private final List<Problem.Field> errors = new ArrayList<>();

    /// An object that may have these fields and no others.
    public Fields(ObjectNode object, Set<String> known) {
        this.object = object;
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                wrong(shown(name), "unknown_field", "there is no such field");
            }
        }
    }

    public boolean has(String name) {
        return object.has(name);
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
        if (node == null) {
            return Optional.empty();
        }
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

    public void wrong(String field, String code, String detail) {
        errors.add(new Problem.Field(field, code, detail));
    }

    /// Ends the request if anything was wrong.
    public void check() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.ofFields(errors));
        }
    }

    // A name is the client's: it may be endless, and half a character cannot be written as UTF-8.
    private static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(NAME_LENGTH_MAX)
                .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
