package io.carillon.calendar;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// How a zone differs between two releases of the tz database.
public sealed interface TzDifference {
    /// Its clocks show different times, first at `at`.
    record Moved(Instant at, ZoneOffset was, ZoneOffset is) implements TzDifference {}

    /// The later release has no such zone.
    record Gone() implements TzDifference {}

    /// The earlier release had no such zone.
    record Added() implements TzDifference {}

    /// Every id whose clocks do not show the same at all instants from `from` (inclusive) until
    /// `until` (exclusive), in alphabetical order.
    ///
    /// Compared is what clocks show, not how rules say it: a release that writes the same rules in
    /// another way differs in nothing.
    static Map<String, TzDifference> between(
            TzSnapshot old, TzSnapshot now, Instant from, Instant until) {
        TreeSet<String> ids = new TreeSet<>(old.ids());
        ids.addAll(now.ids());
        Map<String, TzDifference> differences = new TreeMap<>();
        for (String id : ids) {
            of(old.find(id).map(TzZone::rules), now.find(id).map(TzZone::rules), from, until)
                    .ifPresent(difference -> differences.put(id, difference));
        }
        return differences;
    }

    private static Optional<TzDifference> of(
            Optional<ZoneRules> old, Optional<ZoneRules> now, Instant from, Instant until) {
        if (old.isEmpty()) {
            return Optional.of(new Added());
        }
        return now.isEmpty()
                ? Optional.of(new Gone())
                : moved(old.get(), now.get(), from, until).map(moved -> moved);
    }

    private static Optional<Moved> moved(
            ZoneRules old, ZoneRules now, Instant from, Instant until) {
        for (Instant at = from; at.isBefore(until); at = earlier(next(old, at), next(now, at))) {
            ZoneOffset was = old.getOffset(at);
            ZoneOffset is = now.getOffset(at);
            if (!was.equals(is)) {
                return Optional.of(new Moved(at, was, is));
            }
        }
        return Optional.empty();
    }

    private static Instant next(ZoneRules rules, Instant at) {
        ZoneOffsetTransition next = rules.nextTransition(at);
        return next == null ? Instant.MAX : next.getInstant();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
