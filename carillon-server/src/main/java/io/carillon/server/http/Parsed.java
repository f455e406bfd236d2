package io.carillon.server.http;

/// What became of reading a field: a value, or what is wrong with it.
public sealed interface Parsed<T> {
    record Value<T>(T value) implements Parsed<T> {}

    record Wrong<T>(String code, String detail) implements Parsed<T> {}
}
