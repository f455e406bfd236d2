package io.carillon.cli.lines;

import io.carillon.cli.lines.LineReader.Line;
import io.carillon.engine.input.Json;
import io.carillon.engine.input.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// A stream of JSON lines and its answers: one line out for each line in, in order, whatever the
/// line is. An answer begins with the line's own `id`, null where there is none. A line that cannot
/// be answered, be it no JSON at all, gets `{"id":…,"error":{"code":…,"detail":…}}`, and the stream
/// goes on. One line is held at a time.
///
/// It ends with its input, with whoever reads its output, or when it is stopped.
public final class JsonLines {
    /// The longest line that is read, in bytes and without its line break.
    static final int LINE_BYTES_MAX = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(JsonLines.class);

    private final LineReader in;
    private final LineWriter out;

    public JsonLines(InputStream in, OutputStream out) {
        this.out = new LineWriter(out);
        this.in = new LineReader(in, LINE_BYTES_MAX, this.out::flush);
    }

    /// How a stream ended.
    public sealed interface End {
        /// All is said: the input has ended, nobody reads on, or it was stopped.
        record Well() implements End {}

        record Badly(String reason) implements End {}
    }

    /// Answers line after line until the end.
    public End answerAll(LineCommand command) {
        try {
            Optional<End> end = Optional.empty();
            while (end.isEmpty()) {
                end = answerNext(command);
            }
            out.flush();
            return out.failure().map(JsonLines::unwritable).orElse(end.get());
        } catch (IOException e) {
            return new End.Badly("the input cannot be read: " + e.getMessage());
        }
    }

    /// Lets the last whole line out and no further one; for another thread.
    public void stop() {
        out.end();
    }

    private Optional<End> answerNext(LineCommand command) throws IOException {
        return switch (in.next()) {
            case Line.End() -> Optional.of(new End.Well());
            case Line.TooLong() ->
                    say(
                            NullNode.instance,
                            new Answer.Refused(
                                    "line_too_long",
                                    "a line has at most " + LINE_BYTES_MAX + " bytes"));
            case Line.Bytes(ByteBuffer bytes) ->
                    switch (Json.object(bytes, "line")) {
                        case Parsed.Value<ObjectNode>(ObjectNode item) -> answer(item, command);
                        case Parsed.Wrong<ObjectNode>(String code, String detail) ->
                                say(NullNode.instance, new Answer.Refused(code, detail));
                    };
        };
    }

    private Optional<End> answer(ObjectNode item, LineCommand command) {
        JsonNode id = item.path("id").isMissingNode() ? NullNode.instance : item.path("id");
        if (!(id.isString() || id.isIntegralNumber() || id.isNull())) {
            return say(
                    NullNode.instance,
                    new Answer.Refused(
                            "wrong_type", "id: it must be a string, a whole number or null"));
        }
        try {
            return say(id, command.answer(item));
        } catch (RuntimeException e) {
            LOG.error("line {} is not answered, by a fault of ours; the next one is", id, e);
            return say(
                    id, new Answer.Refused("internal_error", "a fault of ours; stderr says more"));
        }
    }

    private Optional<End> say(JsonNode id, Answer answer) {
        ObjectNode line = Json.MAPPER.createObjectNode().set("id", id);
        switch (answer) {
            case Answer.Result(ObjectNode fields) -> line.setAll(fields);
            case Answer.Refused(String code, String detail) ->
                    line.putObject("error").put("code", code).put("detail", detail);
            case Answer.Closed() -> {
                return Optional.of(new End.Well());
            }
            case Answer.Broken(String reason) -> {
                return Optional.of(new End.Badly(reason));
            }
        }
        // By way of a string: half a character, which JSON can carry, then becomes a question mark.
        out.write(Json.MAPPER.writeValueAsString(line).getBytes(StandardCharsets.UTF_8));
        return out.failure().map(JsonLines::unwritable);
    }

    /// Whoever reads may stop reading, as `head` does; everything else loses answers.
    private static End unwritable(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe")
                ? new End.Well()
                : new End.Badly("the output cannot be written: " + failure.getMessage());
    }
}
