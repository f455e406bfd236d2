package io.carillon.cli.simulate;

import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.input.Fields;
import io.carillon.engine.input.HomeZone;
import io.carillon.engine.input.OccasionFields;
import io.carillon.engine.input.Parsed;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import io.carillon.engine.input.RecurringDate;
import io.carillon.engine.input.UtcInstant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads a scenario from a line's object. What is wrong is among the fields' errors, each by its
/// name, such as `events[1].zone`; then there is no scenario.
final class ScenarioReader {
    /// Between these a scenario lies: within the years that the tz database speaks of, and such
    /// that the longest of all is simulated in seconds.
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final Set<String> SCENARIO =
            Set.of("id", "subject", "occasion", "from", "until", "events");
    private static final Set<String> SUBJECT = Set.of("zone", "date", "monthDay");
    private static final Set<String> EVENT =
            Set.of("at", "zone", "date", "monthDay", "downUntil", "delete");
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final TzSnapshot tz;

    ScenarioReader(TzSnapshot tz) {
        this.tz = tz;
    }

    static Fields fields(ObjectNode line) {
        return new Fields(line, SCENARIO);
    }

    Optional<Scenario> read(Fields fields) {
        fields.require(List.of("subject", "from", "until"));
        Optional<Scenario.Who> who = fields.object("subject", SUBJECT).flatMap(this::who);
        OccasionFields occasion =
                OccasionFields.read(
                        fields.object("occasion", OccasionFields.KNOWN)
                                .orElseGet(() -> new Fields(NOTHING, Set.of())));
        Optional<Instant> from = fields.read("from", ScenarioReader::instant);
        Optional<Instant> until = fields.read("until", ScenarioReader::instant);
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            fields.wrong("until", "out_of_range", "it must be after from");
        }
        Instant least = from.orElse(EARLIEST);
        Instant end = until.orElse(LATEST);
        List<Event> events =
                fields.objects("events", EVENT).stream()
                        .flatMap(event -> event(event, least, end))
                        .toList();
        return fields.errors().isEmpty()
                ? Optional.of(new Scenario(who.orElseThrow(), occasion, least, end, events))
                : Optional.empty();
    }

    private Optional<Scenario.Who> who(Fields fields) {
        fields.require(List.of("zone"));
        if (!fields.has("date") && !fields.has("monthDay")) {
            fields.wrong("date", "required", "it is missing; or give monthDay");
        }
        Optional<String> zone = zone(fields);
        Optional<AnnualDate> date = date(fields);
        return zone.flatMap(home -> date.map(day -> new Scenario.Who(home, day)));
    }

    private Stream<Event> event(Fields fields, Instant from, Instant until) {
        fields.require(List.of("at"));
        Optional<Instant> at = fields.read("at", ScenarioReader::instant);
        if (at.isPresent() && (at.get().isBefore(from) || !at.get().isBefore(until))) {
            fields.wrong("at", "out_of_range", "it must not be before from, and before until");
        }
        Optional<Instant> downUntil = fields.read("downUntil", ScenarioReader::instant);
        boolean delete = fields.isSet("delete");
        Optional<String> zone = zone(fields);
        Optional<AnnualDate> date = date(fields);

        boolean edit = fields.has("zone") || fields.has("date") || fields.has("monthDay");
        long kinds = Stream.of(edit, fields.has("downUntil"), delete).filter(is -> is).count();
        if (kinds == 0) {
            fields.wrong("zone", "required", "say what happens: zone, date, downUntil or delete");
        }
        if (kinds > 1) {
            fields.wrong(
                    delete ? "delete" : "downUntil",
                    "invalid_field",
                    "it is an event of its own; write it as one");
        }
        return at.stream().flatMap(when -> kind(fields, when, downUntil, delete, zone, date));
    }

    private static Stream<Event> kind(
            Fields fields,
            Instant at,
            Optional<Instant> downUntil,
            boolean delete,
            Optional<String> zone,
            Optional<AnnualDate> date) {
        if (downUntil.isPresent()) {
            if (!downUntil.get().isAfter(at)) {
                fields.wrong("downUntil", "out_of_range", "it must be after at");
            }
            return Stream.of(new Event.Down(at, downUntil.get()));
        }
        return Stream.of(delete ? new Event.Delete(at) : new Event.Edit(at, zone, date));
    }

    private Optional<String> zone(Fields fields) {
        return fields.read("zone", text -> HomeZone.parse(text, tz));
    }

    private static Optional<AnnualDate> date(Fields fields) {
        if (fields.has("date") && fields.has("monthDay")) {
            fields.wrong("monthDay", "invalid_field", "give either date or monthDay");
        }
        return fields.read("date", text -> date(text, false, "write YYYY-MM-DD"))
                .or(() -> fields.read("monthDay", text -> date(text, true, "write --MM-DD")));
    }

    private static Parsed<AnnualDate> date(String text, boolean yearless, String form) {
        return text.startsWith("--") == yearless
                ? RecurringDate.parse(text)
                : new Wrong<>("invalid_date", form);
    }

    /// The database keeps microseconds, so a finer instant would not be the one that was meant.
    private static Parsed<Instant> instant(String text) {
        Parsed<Instant> parsed = UtcInstant.parse(text);
        if (!(parsed instanceof Value<Instant>(Instant at))) {
            return parsed;
        }
        if (!at.equals(at.truncatedTo(ChronoUnit.MICROS))) {
            return new Wrong<>("invalid_instant", "it must be whole to the microsecond");
        }
        return at.isBefore(EARLIEST) || at.isAfter(LATEST)
                ? new Wrong<>("out_of_range", "it must be from " + EARLIEST + " to " + LATEST)
                : parsed;
    }
}
