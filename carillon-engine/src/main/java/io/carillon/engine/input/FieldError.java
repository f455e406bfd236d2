package io.carillon.engine.input;

import java.util.List;
import java.util.stream.Collectors;

/// A field, such as `occasion.localTime` or `events[1].zone`, and what is wrong with it: a code for
/// programs, a detail for people.
public record FieldError(String field, String code, String detail) {
    /// All of them in one sentence, each by its name.
    public static String summary(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.field() + ": " + error.detail())
                .collect(Collectors.joining("; "));
    }
}
