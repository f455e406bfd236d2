package io.carillon.trials.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// The file in which a trial writes down what happens, one JSON object a line, in the order in
/// which it learnt of it. Only ever appended to.
public final class History implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final BufferedWriter writer;

    private History(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    public static History begin(Path file) throws IOException {
        return new History(
                file, Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE_NEW));
    }

    public Path file() {
        return file;
    }

    public void add(Event event) {
        String line = JSON.writerFor(Event.class).writeValueAsString(event) + "\n";
        try {
            synchronized (writer) {
                writer.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Event> read(Path file) throws IOException {
        try (var lines = Files.lines(file, UTF_8)) {
            return lines.map(line -> JSON.readValue(line, Event.class)).toList();
        }
    }

    static <T extends Event> Stream<T> all(List<Event> events, Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }

    static <T extends Event> T last(List<Event> events, Class<T> type) {
        return all(events, type)
                .reduce((_, later) -> later)
                .orElseThrow(() ->
                        new IllegalArgumentException("a history without " + type.getSimpleName()));
    }

    @Override
    public void close() throws IOException {
        synchronized (writer) {
            writer.close();
        }
    }
}
