package io.carillon.cli.doctor;

import io.carillon.calendar.TzSnapshot;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The tz database that the JDK carries, for a comparison and nothing else: the one class that may
/// ask the JDK for a zone.
final class JdkTz {
    /// Every JDK has it, of the one release that it was built with.
    private static final String ANY_ZONE = "UTC";

    private JdkTz() {}

    static TzSnapshot snapshot() {
        String version = ZoneRulesProvider.getVersions(ANY_ZONE).lastKey();
        Map<String, ZoneRules> rules =
                ZoneRulesProvider.getAvailableZoneIds().stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        id -> ZoneRulesProvider.getRules(id, false)));
        return TzSnapshot.of(version, rules);
    }
}
