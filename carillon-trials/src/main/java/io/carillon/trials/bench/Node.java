package io.carillon.trials.bench;

import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.runtime.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// An engine in a process of its own, until its stdin ends: `NAME FILE URL USER PASSWORD`. Whose
/// number it handles it adds to the file, four bytes each.
final class Node {
    private Node() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        try (OutputStream numbers =
                        Files.newOutputStream(
                                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Databases databases =
                        CarillonEngine.open(arguments[2], arguments[3], arguments[4]);
                Engine engine =
                        CarillonEngine.live(
                                databases,
                                arguments[0],
                                Map.of(
                                        Engine.WEBHOOK,
                                        dispatch -> {
                                            write(numbers, CarillonEngine.numberOf(dispatch));
                                            return new Outcome.Accepted("at once");
                                        }))) {
            engine.start();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void write(OutputStream numbers, int number) {
        try {
            numbers.write(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
