package io.carillon.cli.simulate;

import io.carillon.calendar.TzSnapshot;
import io.carillon.cli.lines.Answer;
import io.carillon.engine.input.Json;
import tools.jackson.databind.node.ObjectNode;

/// One `simulate` for all tests of this JVM, as if each of them wrote a line to it.
final class Rehearsals {
    private static final Simulate SIMULATE = new Simulate(TzSnapshot.bundled());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SIMULATE::close));
    }

    private Rehearsals() {}

    static Answer of(String scenario) {
        return SIMULATE.answer((ObjectNode) Json.MAPPER.readTree(scenario));
    }

    /// The answer's line, but for the id.
    static ObjectNode line(String scenario) {
        return switch (of(scenario)) {
            case Answer.Result(ObjectNode fields) -> fields;
            case Answer.Refused refused -> throw new AssertionError(refused);
            case Answer.Closed closed -> throw new AssertionError(closed);
            case Answer.Broken broken -> throw new AssertionError(broken);
        };
    }
}
