package io.carillon.calendar;

import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The release inside the JDK that runs the tests, as another reading of the same zones.
final class JdkRelease {
    private JdkRelease() {}

    static TzSnapshot snapshot() {
        Map<String, ZoneRules> rules =
                ZoneRulesProvider.getAvailableZoneIds().stream()
                        .filter(id -> !id.startsWith("SystemV/"))
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), id -> ZoneId.of(id).getRules()));
        return TzSnapshot.of(
                ZoneRulesProvider.getVersions("Europe/London").lastEntry().getKey(), rules);
    }
}
