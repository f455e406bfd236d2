package io.carillon.cli.lines;

import io.carillon.engine.input.FieldError;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What a command says to one line.
public sealed interface Answer {
    /// The fields that follow the line's `id`.
    record Result(ObjectNode fields) implements Answer {}

    /// The line cannot be answered: a code for programs, a detail for people. The next line can.
    record Refused(String code, String detail) implements Answer {}

    /// No line can be answered any more, because the command was closed.
    record Closed() implements Answer {}

    /// No line can be answered any more, for a reason.
    record Broken(String reason) implements Answer {}

    /// What is wrong with these fields, of which there is at least one: the code of the first, and
    /// each by its name.
    static Refused refused(List<FieldError> errors) {
        return new Refused(errors.getFirst().code(), FieldError.summary(errors));
    }
}
