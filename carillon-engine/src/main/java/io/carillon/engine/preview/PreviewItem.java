package io.carillon.engine.preview;

import io.carillon.calendar.Annual;
import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.AnnualIn;
import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.Occurrences;
import io.carillon.calendar.Once;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.Recurrence;
import io.carillon.calendar.Ruled;
import io.carillon.calendar.TzSnapshot;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;
import io.carillon.calendar.rrule.RecurrenceRule;
import io.carillon.calendar.rrule.RecurrenceSet;
import io.carillon.engine.input.Fields;
import io.carillon.engine.input.HomeZone;
import io.carillon.engine.input.Texts;
import io.carillon.engine.input.UtcInstant;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A question to the calendar: which occurrences follow `after`, and how many of them to tell.
record PreviewItem(Occurrences occurrences, Instant after, int count) {
    static final int COUNT_MAX = 1_000;
    private static final int DATES_MAX = 1_000;

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
        Instant after = fields.read("after", UtcInstant::parse).orElse(now);
        int count = fields.integer("count", 1, COUNT_MAX).orElse(1);
        Optional<Recurrence> recurrence = recurrence(fields);
        if (!fields.errors().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PreviewItem(
                        new Occurrences(
                                recurrence.orElseThrow(),
                                tz.zone(zone.orElseThrow()),
                                gap,
                                overlap),
                        after,
                        count));
    }

    private static Optional<Recurrence> recurrence(Fields fields) {
        if (!fields.has("rrule")) {
            for (String name : List.of("dtstart", "rdate", "exdate")) {
                if (fields.has(name)) {
                    fields.wrong(name, "invalid_field", "it needs rrule");
                }
            }
        }
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
            default -> ruled(fields);
        };
    }

    private static Optional<Recurrence> annual(Fields fields) {
        LocalTime time = localTime(fields);
        Optional<LeapDayPolicy> leapDay =
                fields.read("leapDay", Texts.oneOf(LeapDayPolicy.values()));
        Optional<Fields> annual =
                fields.object("annual", Set.of("date", "monthDay", "rscale", "skip"));
        if (annual.isEmpty()) {
            return Optional.empty();
        }
        Fields inside = annual.get();
        if (inside.has("rscale")) {
            return annualIn(fields, inside, time);
        }
        if (inside.has("skip")) {
            inside.wrong("skip", "invalid_field", "it needs rscale, the calendar that it is for");
        }
        return date(inside)
                .map(date -> new Annual(date, leapDay.orElse(LeapDayPolicy.MAR_1), time));
    }

    private static Optional<AnnualDate> date(Fields annual) {
        if (annual.has("date") == annual.has("monthDay")) {
            annual.wrong(
                    "date",
                    annual.has("date") ? "invalid_field" : "required",
                    "give either date, such as 1992-02-29, or monthDay, such as --02-29");
            return Optional.empty();
        }
        return annual.has("date")
                ? annual.read("date", Texts::date).map(AnnualDate::of)
                : annual.read("monthDay", Texts::monthDay);
    }

    /// Of a calendar that is named, as RFC 7529 does it: a day that a year lacks is left out unless
    /// `skip` says otherwise.
    private static Optional<Recurrence> annualIn(Fields fields, Fields annual, LocalTime time) {
        if (fields.has("leapDay")) {
            fields.wrong("leapDay", "invalid_field", "with rscale it is skip that decides");
        }
        Skip skip = annual.read("skip", Texts.oneOf(Skip.values())).orElse(Skip.OMIT);
        Optional<CalendarSystem> calendar = annual.read("rscale", Texts::calendar);
        if (calendar.isEmpty()) {
            return Optional.empty();
        }
        if (calendar.get().rscale().equals("GREGORIAN")) {
            return date(annual).map(date -> new Annual(date, leapDay(skip), time));
        }
        if (annual.has("monthDay")) {
            annual.wrong("monthDay", "invalid_field", "a day of this calendar needs its date");
        }
        return annual.require(List.of("date"))
                .read("date", text -> Texts.dateIn(calendar.get(), text))
                .map(date -> new AnnualIn(calendar.get(), date, skip, time));
    }

    private static LeapDayPolicy leapDay(Skip skip) {
        return switch (skip) {
            case OMIT -> LeapDayPolicy.SKIP;
            case BACKWARD -> LeapDayPolicy.FEB_28;
            case FORWARD -> LeapDayPolicy.MAR_1;
        };
    }

    private static Optional<Recurrence> once(Fields fields) {
        LocalTime time = localTime(fields);
        if (fields.has("leapDay")) {
            fields.wrong("leapDay", "invalid_field", "a single date is there, and needs no policy");
        }
        return fields.read("once", Texts::date).map(date -> new Once(date.atTime(time)));
    }

    /// By a rule, whose times are those of its dtstart.
    private static Optional<Recurrence> ruled(Fields fields) {
        for (String name : List.of("localTime", "leapDay")) {
            if (fields.has(name)) {
                fields.wrong(
                        name, "invalid_field", "with rrule it is dtstart and the rule that say");
            }
        }
        Optional<RecurrenceRule> rule = fields.read("rrule", Texts::rule);
        Optional<LocalDateTime> dtstart =
                fields.require(List.of("dtstart")).read("dtstart", Texts::localDateTime);
        List<LocalDateTime> rdates = fields.readAll("rdate", DATES_MAX, Texts::localDateTime);
        List<LocalDateTime> exdates = fields.readAll("exdate", DATES_MAX, Texts::localDateTime);
        if (rule.isEmpty() || dtstart.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Ruled(new RecurrenceSet(rule.get(), dtstart.get(), rdates, exdates)));
        } catch (IllegalArgumentException e) {
            fields.wrong("dtstart", "invalid_date_time", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static LocalTime localTime(Fields fields) {
        return fields.read("localTime", Texts::localTime).orElse(NINE);
    }
}
