package io.carillon.engine.runtime;

import io.carillon.calendar.TzSnapshot;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Releases of a tz database for tests: the bundled zones, some of them with other rules. Vancouver
/// has those of Los Angeles, as it had until 2026.
record Releases(String version, Map<String, ZoneRules> zones) {
    private static final TzSnapshot BUNDLED = TzSnapshot.bundled();

    static Releases of(String version) {
        Map<String, ZoneRules> zones = new HashMap<>();
        BUNDLED.ids().forEach(id -> zones.put(id, BUNDLED.rules(id)));
        zones.put("America/Vancouver", BUNDLED.rules("America/Los_Angeles"));
        return new Releases(version, zones);
    }

    Releases named(String other) {
        return new Releases(other, new HashMap<>(zones));
    }

    Releases with(String zone, ZoneRules rules) {
        Releases changed = named(version);
        changed.zones.put(zone, rules);
        return changed;
    }

    Releases without(String zone) {
        Releases changed = named(version);
        changed.zones.remove(zone);
        return changed;
    }

    /// That from an instant on, a zone keeps the offset that it has then.
    Releases keeping(String zone, String from) {
        ZoneRules rules = snapshot().rules(zone);
        List<ZoneOffsetTransition> kept = new ArrayList<>();
        Instant start = Instant.parse("2014-01-01T00:00:00Z");
        ZoneOffsetTransition next = rules.nextTransition(start);
        while (next != null && next.getInstant().isBefore(Instant.parse(from))) {
            kept.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        ZoneOffset first = rules.getOffset(start);
        return with(zone, ZoneRules.of(first, first, List.of(), kept, List.of()));
    }

    TzSnapshot snapshot() {
        return TzSnapshot.of(version, zones);
    }

    static ZoneRules fixed(ZoneOffset offset) {
        return ZoneRules.of(offset);
    }

    /// Two hours east of Greenwich, and three from one local midnight until another.
    static ZoneRules summerTime(String from, String until) {
        ZoneOffset winter = ZoneOffset.ofHours(2);
        ZoneOffset summer = ZoneOffset.ofHours(3);
        return ZoneRules.of(
                winter,
                winter,
                List.of(),
                List.of(
                        ZoneOffsetTransition.of(LocalDateTime.parse(from), winter, summer),
                        ZoneOffsetTransition.of(LocalDateTime.parse(until), summer, winter)),
                List.of());
    }
}
