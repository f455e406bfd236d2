package io.carillon.engine.input;

/// What became of reading something that people wrote: a value, or what is wrong with it.
public sealed interface Parsed<T> {
    record Value<T>(T value) implements Parsed<T> {}

    record Wrong<T>(String code, String detail) implements Parsed<T> {}
}
