package io.carillon.engine.input;

/// A field, such as `occasion.localTime` or `events[1].zone`, and what is wrong with it: a code for
/// programs, a detail for people.
public record FieldError(String field, String code, String detail) {}
