package io.carillon.calendar.rrule;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The parts of a rule, in the order in which rules are written out.
enum Part {
    FREQ,
    RSCALE,
    SKIP,
    INTERVAL,
    COUNT,
    UNTIL,
    WKST,
    BYMONTH,
    BYWEEKNO,
    BYYEARDAY,
    BYMONTHDAY,
    BYDAY,
    BYHOUR,
    BYMINUTE,
    BYSECOND,
    BYSETPOS;

    /// The part of that name, in letters of either case.
    static Optional<Part> named(String name) {
        return Arrays.stream(values()).filter(part -> Value.is(name, part.name())).findAny();
    }

    static String names() {
        return Arrays.stream(values()).map(Part::name).collect(Collectors.joining(", "));
    }
}
