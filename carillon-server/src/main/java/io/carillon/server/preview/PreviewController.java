package io.carillon.server.preview;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.input.FieldError;
import io.carillon.engine.input.Json;
import io.carillon.engine.preview.Preview;
import io.carillon.engine.preview.Preview.Found;
import io.carillon.engine.preview.Preview.Refused;
import io.carillon.engine.runtime.Engine;
import io.carillon.server.http.JsonBody;
import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers what would ring. Of an array each item is answered by itself: one that cannot be does
/// not harm the others. There are rules that take long to think about: see [Thinking].
@RestController
final class PreviewController {
    static final int BYTES_MAX = 1024 * 1024;
    static final int ITEMS_MAX = 1_000;

    /// Of all items of a request, so that its answer stays below ten megabytes or so.
    static final int OCCURRENCES_MAX = 100_000;

    /// For all items of a request; the one that is thought about then is still answered.
    static final Duration THINKING_MAX = Duration.ofSeconds(10);

    private final Thinking thinking = new Thinking();
    private final Engine engine;

    PreviewController(Engine engine) {
        this.engine = engine;
    }

    @PostMapping(path = "/v1/preview", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> answer(HttpServletRequest request) {
        byte[] body = JsonBody.unread(request, BYTES_MAX);
        return thinking.about(() -> answer(JsonBody.tree(body)));
    }

    /// In bytes: a tree takes more room, and whoever reads slowly keeps it.
    private ResponseEntity<byte[]> answer(JsonNode body) {
        return switch (body) {
            case ArrayNode items ->
                    answer(
                            HttpStatus.OK,
                            MediaType.APPLICATION_JSON,
                            all(
                                    items,
                                    new Preview(engine.tz()),
                                    engine.clock().instant(),
                                    System::nanoTime));
            case ObjectNode item -> single(item);
            default ->
                    throw new ProblemException(
                            Problem.malformed(
                                    "malformed_json",
                                    "the body must be an item, {…}, or an array of items, [{…}]"));
        };
    }

    private static ResponseEntity<byte[]> answer(
            HttpStatus status, MediaType type, JsonNode answer) {
        return ResponseEntity.status(status)
                .contentType(type)
                .body(Json.MAPPER.writeValueAsBytes(answer));
    }

    private ResponseEntity<byte[]> single(ObjectNode item) {
        return switch (new Preview(engine.tz()).answer(item, engine.clock().instant())) {
            case Found(ObjectNode answer, int _) ->
                    answer(HttpStatus.OK, MediaType.APPLICATION_JSON, answer);
            case Refused(List<FieldError> errors, ObjectNode answer) -> {
                Problem problem = Problem.ofFields(errors);
                ObjectNode details = Json.MAPPER.valueToTree(problem);
                yield answer(
                        HttpStatus.valueOf(problem.status()),
                        MediaType.APPLICATION_PROBLEM_JSON,
                        details.setAll(answer));
            }
        };
    }

    static ArrayNode all(ArrayNode items, Preview preview, Instant now, LongSupplier nanos) {
        if (items.size() > ITEMS_MAX) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "too_many_items",
                            "an array has at most " + ITEMS_MAX + " items"));
        }
        long begun = nanos.getAsLong();
        ArrayNode answers = Json.MAPPER.createArrayNode();
        int occurrences = 0;
        for (JsonNode item : items) {
            boolean isTimeUp = nanos.getAsLong() - begun >= THINKING_MAX.toNanos();
            int left = isTimeUp ? 0 : OCCURRENCES_MAX - occurrences;
            switch (preview.answer(item, now, left)) {
                case Found(ObjectNode answer, int count) -> {
                    occurrences += count;
                    answers.add(answer);
                }
                case Refused(List<FieldError> _, ObjectNode answer) -> answers.add(answer);
            }
        }
        return answers;
    }
}
