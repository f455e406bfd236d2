package io.carillon.calendar;

import io.carillon.calendar.tzif.TzifException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `tzdata.zi` says of a release: its version, and which names are zones and which are links.
/// The rules in it are not read; they are in the compiled files.
record TzIndex(Optional<String> version, Set<String> zones, Map<String, String> links) {
    static final String FILE = "tzdata.zi";

    /// Of a folder that has none.
    static final TzIndex NONE = new TzIndex(Optional.empty(), Set.of(), Map.of());

    private static final Pattern VERSION = Pattern.compile("# version ([0-9][\\w.+-]{0,39})");
    private static final Pattern ZONE = Pattern.compile("Z(?:one)?\\s+(\\S+)\\s.*");
    private static final Pattern LINK =
            Pattern.compile("L(?:ink)?\\s+([\\w+/-]+)\\s+([\\w+/-]+)\\s*");

    TzIndex {
        zones = Set.copyOf(zones);
        links = Map.copyOf(links);
    }

    static TzIndex parse(String text) {
        Matcher version = VERSION.matcher(text.lines().findFirst().orElse(""));
        Set<String> zones = new HashSet<>();
        Map<String, String> links = new HashMap<>();
        text.lines()
                .forEach(line -> {
                    Matcher zone = ZONE.matcher(line);
                    Matcher link = LINK.matcher(line);
                    if (zone.matches()) {
                        zones.add(zone.group(1));
                    } else if (link.matches()) {
                        links.put(link.group(2), link.group(1));
                    }
                });
        return new TzIndex(
                version.matches() ? Optional.of(version.group(1)) : Optional.empty(), zones, links);
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    boolean names(String id) {
        return zones.contains(id) || links.containsKey(id) || links.containsValue(id);
    }

    /// Where a link leads, over other links if need be.
    String target(String link) throws TzifException {
        String target = link;
        for (int i = 0; i <= links.size(); i++) {
            String next = links.get(target);
            if (next == null) {
                return target;
            }
            target = next;
        }
        throw new TzifException(FILE, "has links that lead in a circle, at " + link);
    }
}
