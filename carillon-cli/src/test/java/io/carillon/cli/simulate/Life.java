package io.carillon.cli.simulate;

import io.carillon.engine.input.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A scenario, written step by step, and what rings in it.
final class Life {
    private final ObjectNode scenario = Json.MAPPER.createObjectNode();
    private final ArrayNode events = Json.MAPPER.createArrayNode();

    private Life() {}

    static Life in(String zone, String date) {
        Life life = new Life();
        life.scenario
                .putObject("subject")
                .put("zone", zone)
                .put(date.startsWith("--") ? "monthDay" : "date", date);
        life.scenario.putObject("occasion");
        return life;
    }

    /// From an instant to another, both of them days where no time is given.
    Life during(String from, String until) {
        scenario.put("from", instant(from)).put("until", instant(until));
        return this;
    }

    Life policy(String field, String value) {
        scenario.withObject("occasion").put(field, value);
        return this;
    }

    Life moves(String at, String zone) {
        return event(at, "zone", zone);
    }

    Life isReallyOf(String at, String date) {
        return event(at, "date", date);
    }

    Life localHours(String from, String until) {
        scenario.withObject("occasion")
                .putObject("localHours")
                .put("from", from)
                .put("until", until);
        return this;
    }

    /// At most four attempts, and none that nobody knows of is made again.
    Life isSentWithCare() {
        scenario.withObject("occasion").put("whenUnknown", "HOLD");
        scenario.withObject("occasion").putObject("retry").put("attempts", 4);
        return this;
    }

    Life isDown(String at, String until) {
        return event(at, "downUntil", instant(until));
    }

    Life movesAndIsReallyOf(String at, String zone, String date) {
        events.addObject().put("at", instant(at)).put("zone", zone).put("date", date);
        return this;
    }

    Life isDeleted(String at) {
        events.addObject().put("at", instant(at)).put("delete", true);
        return this;
    }

    private Life event(String at, String what, String value) {
        events.addObject().put("at", instant(at)).put(what, value);
        return this;
    }

    /// What was decided, one line each: `2027 due … sent …`.
    List<String> rings() {
        return deliveries().valueStream().map(Life::shown).toList();
    }

    JsonNode deliveries() {
        return Rehearsals.line(json()).path("deliveries");
    }

    String json() {
        return scenario.set("events", events).toString();
    }

    private static String shown(JsonNode one) {
        String dueAt = one.path("dueAt").asString();
        String sentAt = one.path("sentAt").asString("");
        String lateFor = one.path("lateFor").asString("");
        return one.path("period").asString()
                + (sentAt.equals(dueAt) ? "" : " due " + dueAt)
                + (sentAt.isEmpty() ? "" : " sent " + sentAt)
                + (one.path("state").asString().equals("delivered")
                        ? ""
                        : " " + one.path("state").asString())
                + (one.path("late").asBoolean() ? " late" : "")
                + (lateFor.equals("PT0S") || lateFor.isEmpty() ? "" : " " + lateFor);
    }

    private static String instant(String text) {
        return text.contains("T") ? text + (text.endsWith("Z") ? "" : "Z") : text + "T00:00:00Z";
    }
}
