package io.carillon.calendar;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One release of the tz database: the rules of every zone under one version. Immutable.
///
/// It knows zones by the ids and links of the tz database only (`Europe/Kyiv`, `Asia/Calcutta`,
/// `EST`). An offset such as `+02:00` is no zone, because it cannot say what happens in summer.
public final class TzSnapshot {
    /// Links of the tz database that the JDK leaves out.
    private static final Map<String, String> LINKS_THE_JDK_LACKS =
            Map.of(
                    "EST", "America/Panama",
                    "MST", "America/Phoenix",
                    "HST", "Pacific/Honolulu",
                    "ROC", "Asia/Taipei",
                    "GMT+0", "Etc/GMT",
                    "GMT-0", "Etc/GMT");

    private final String version;
    private final Map<String, ZoneRules> rules;
    private final NearestIds nearest;

    private TzSnapshot(String version, Map<String, ZoneRules> rules) {
        this.version = version;
        this.rules = Map.copyOf(rules);
        this.nearest = new NearestIds(this.rules.keySet());
    }

    /// The release inside the running JDK.
    public static TzSnapshot ofJdk() {
        Map<String, ZoneRules> rules = new HashMap<>();
        for (String id : ZoneRulesProvider.getAvailableZoneIds()) {
            if (!id.startsWith("SystemV/")) {
                rules.put(id, ZoneId.of(id).getRules());
            }
        }
        LINKS_THE_JDK_LACKS.forEach(
                (link, target) -> rules.putIfAbsent(link, ZoneId.of(target).getRules()));
        return new TzSnapshot(
                ZoneRulesProvider.getVersions("Europe/London").lastEntry().getKey(), rules);
    }

    /// A release made of these rules, by the ids of their zones.
    public static TzSnapshot of(String version, Map<String, ZoneRules> rules) {
        return new TzSnapshot(version, rules);
    }

    /// The release's name, such as `2026a`.
    public String version() {
        return version;
    }

    /// The rules of a zone, if this release has it. Ids are compared to the letter: case counts.
    public Optional<ZoneRules> find(String zone) {
        return Optional.ofNullable(rules.get(zone));
    }

    /// The rules of a zone that was checked before.
    public ZoneRules rules(String zone) {
        return find(zone)
                .orElseThrow(() ->
                        new DateTimeException("tz database " + version + " has no zone " + zone));
    }

    /// The known ids nearest to one that is not known, best first, at most three.
    public List<String> suggestions(String unknown) {
        return nearest.to(unknown);
    }

    /// Every id and link, in no order.
    public Set<String> ids() {
        return rules.keySet();
    }
}
