package io.carillon.engine.preview;

import io.carillon.calendar.Annual;
import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.Occurrences;
import io.carillon.calendar.Once;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.Recurrence;
import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.input.Fields;
import io.carillon.engine.input.HomeZone;
import io.carillon.engine.input.Texts;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A question to the calendar: which occurrences follow `after`, and how many of them to tell.
record PreviewItem(Occurrences occurrences, Instant after, int count) {
    static final int COUNT_MAX = 1_000;

    static final Set<String> KNOWN =
            Set.of(
                    "id",
                    "zone",
                    "annual",
                    "once",
                    "rrule",
                    "dtstart",
                    "rdate",
                    "exdate",
                    "localTime",
                    "leapDay",
                    "gap",
                    "overlap",
                    "after",
                    "count");
    private static final List<String> KINDS = List.of("annual", "once", "rrule");
    private static final LocalTime NINE = LocalTime.of(9, 0);

    /// What these fields ask; empty when anything is wrong with them, which they then know.
    static Optional<PreviewItem> read(Fields fields, TzSnapshot tz, Instant now) {
        Optional<String> zone =
                fields.require(List.of("zone")).read("zone", text -> HomeZone.parse(text, tz));
        GapPolicy gap = fields.read("gap", Texts.oneOf(GapPolicy.values())).orElse(GapPolicy.LATER);
        OverlapPolicy overlap =
                fields.read("overlap", Texts.oneOf(OverlapPolicy.values()))
                        .orElse(OverlapPolicy.EARLIER);
        Instant after = fields.read("after", Texts::instant).orElse(now);
        int count = fields.integer("count", 1, COUNT_MAX).orElse(1);
        Optional<Recurrence> recurrence = recurrence(fields);
        if (!fields.errors().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PreviewItem(
                        new Occurrences(
                                recurrence.orElseThrow(),
                                tz.rules(zone.orElseThrow()),
                                gap,
                                overlap),
                        after,
                        count));
    }

    private static Optional<Recurrence> recurrence(Fields fields) {
        List<String> kinds = KINDS.stream().filter(fields::has).toList();
        if (kinds.size() != 1) {
            fields.wrong(
                    kinds.isEmpty() ? "annual" : kinds.getLast(),
                    kinds.isEmpty() ? "required" : "invalid_field",
                    "give one of annual, once and rrule, to say what recurs");
            return Optional.empty();
        }
        return switch (kinds.getFirst()) {
            case "annual" -> annual(fields);
            case "once" -> once(fields);
            default -> Optional.empty();
        };
    }

    private static Optional<Recurrence> annual(Fields fields) {
        LocalTime time = localTime(fields);
        LeapDayPolicy leapDay =
                fields.read("leapDay", Texts.oneOf(LeapDayPolicy.values()))
                        .orElse(LeapDayPolicy.MAR_1);
        Optional<Fields> annual = fields.object("annual", Set.of("date", "monthDay"));
        if (annual.isEmpty()) {
            return Optional.empty();
        }
        Fields inside = annual.get();
        if (inside.has("date") == inside.has("monthDay")) {
            inside.wrong(
                    "date",
                    inside.has("date") ? "invalid_field" : "required",
                    "give either date, such as 1992-02-29, or monthDay, such as --02-29");
            return Optional.empty();
        }
        Optional<AnnualDate> date =
                inside.has("date")
                        ? inside.read("date", Texts::date).map(AnnualDate::of)
                        : inside.read("monthDay", Texts::monthDay);
        return date.map(known -> new Annual(known, leapDay, time));
    }

    private static Optional<Recurrence> once(Fields fields) {
        LocalTime time = localTime(fields);
        return fields.read("once", Texts::date).map(date -> new Once(date.atTime(time)));
    }

    private static LocalTime localTime(Fields fields) {
        return fields.read("localTime", Texts::localTime).orElse(NINE);
    }
}
