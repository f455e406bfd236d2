package io.carillon.engine.preview;

import io.carillon.calendar.AnnualIn;
import io.carillon.calendar.Occurrence;
import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.input.FieldError;
import io.carillon.engine.input.Fields;
import io.carillon.engine.input.Json;
import io.carillon.engine.input.UtcInstant;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers what would ring, in JSON: the same for the command line and for the server.
public final class Preview {
    private final TzSnapshot tz;

    public Preview(TzSnapshot tz) {
        this.tz = tz;
    }

    /// What became of an item, and how it is answered in JSON.
    public sealed interface Answer {
        ObjectNode json();
    }

    /// `{"id":…,"occurrences":[…]}`, with so many occurrences.
    public record Found(ObjectNode json, int count) implements Answer {}

    /// `{"id":…,"error":{"code":…,"detail":…}}`, with the errors of its fields, at least one.
    public record Refused(List<FieldError> errors, ObjectNode json) implements Answer {}

    /// Answers one item; `now` stands where it does not say after which instant.
    public Answer answer(JsonNode item, Instant now) {
        return answer(item, now, PreviewItem.COUNT_MAX);
    }

    /// Answers one item, unless it asks for more than so many occurrences.
    public Answer answer(JsonNode item, Instant now, int countMax) {
        if (!(item instanceof ObjectNode object)) {
            return refused(
                    NullNode.instance,
                    List.of(new FieldError("item", "wrong_type", "it must be an object")));
        }
        Fields fields = new Fields(object, PreviewItem.KNOWN);
        JsonNode id = fields.id();
        Optional<PreviewItem> question = PreviewItem.read(fields, tz, now);
        if (question.isPresent() && question.get().count() > countMax) {
            fields.wrong(
                    "count",
                    "invalid_value",
                    "the items before have used up what one request may ask for, or its time");
        }
        return fields.errors().isEmpty()
                ? found(id, question.orElseThrow())
                : refused(id, fields.errors());
    }

    private static Found found(JsonNode id, PreviewItem question) {
        Iterator<Occurrence> following =
                question.occurrences()
                        .after(question.after())
                        .takeWhile(occurrence -> !occurrence.at().isAfter(UtcInstant.MAX))
                        .iterator();
        ObjectNode json = Json.MAPPER.createObjectNode().set("id", id);
        ArrayNode occurrences = json.putArray("occurrences");
        while (occurrences.size() < question.count() && following.hasNext()) {
            write(following.next(), question, occurrences.addObject());
        }
        // Where a calendar's table ends nobody knows what comes; everything else ends for good.
        boolean known = !(question.occurrences().recurrence() instanceof AnnualIn);
        if (known && !following.hasNext()) {
            json.put("exhausted", true);
        }
        return new Found(json, occurrences.size());
    }

    private static void write(Occurrence occurrence, PreviewItem question, ObjectNode into) {
        into.put("period", occurrence.period());
        into.put("local", occurrence.local().toString());
        into.put("at", occurrence.at().toString());
        switch (occurrence.how()) {
            case PLAIN -> {}
            case GAP -> into.put("gap", question.occurrences().gap().name());
            case OVERLAP -> into.put("overlap", question.occurrences().overlap().name());
        }
        occurrence.leapDay().ifPresent(policy -> into.put("leapDay", policy.name()));
    }

    private static Refused refused(JsonNode id, List<FieldError> errors) {
        ObjectNode json = Json.MAPPER.createObjectNode().set("id", id);
        json.putObject("error")
                .put("code", errors.getFirst().code())
                .put("detail", FieldError.summary(errors));
        return new Refused(errors, json);
    }
}
