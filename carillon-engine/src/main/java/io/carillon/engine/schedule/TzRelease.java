package io.carillon.engine.schedule;

import io.carillon.calendar.TzSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A tz database to plan by, under the name that stamps give it, and what it changes about the
/// plans that others made. Immutable: whoever plans takes one and keeps to it until the transaction
/// ends.
///
/// Of two releases one is the newer: the one with the greater name by the tz database's own order
/// (2026a, 2026f, 2027a), and of the same name, or where one has none, the one that a node adopted
/// last. A plan by a newer one is never stale: so a node with an older tz database leaves it alone.
public final class TzRelease {
    private static final Pattern BASE =
            Pattern.compile("((?:19|20)[0-9]{2}[a-z]{1,3})(?:[-+._ ].*)?");

    private final TzSnapshot snapshot;
    private final String name;
    private final Map<String, Set<String>> changedSince = new HashMap<>();
    private final Set<String> newer = new HashSet<>();

    /// A release as the database remembers it.
    record Recorded(String version, String base, int adopted, Map<String, String> digests) {
        private static final Comparator<Recorded> AGE =
                Comparator.comparing(Recorded::base)
                        .thenComparingInt(Recorded::adopted)
                        .thenComparing(Recorded::version);

        boolean isNewerThan(Recorded other) {
            return AGE.compare(this, other) > 0;
        }
    }

    TzRelease(TzSnapshot snapshot, Recorded own, List<Recorded> all) {
        this.snapshot = snapshot;
        this.name = own.version();
        for (Recorded other : all) {
            if (other.version().equals(name)) {
                continue;
            }
            if (other.isNewerThan(own)) {
                newer.add(other.version());
            } else {
                changedSince.put(other.version(), difference(other.digests(), own.digests()));
            }
        }
    }

    public TzSnapshot snapshot() {
        return snapshot;
    }

    /// The name under which it plans: the release's own, unless another content had that name here.
    public String name() {
        return name;
    }

    /// The newer releases that have planned here.
    public Set<String> newer() {
        return Set.copyOf(newer);
    }

    /// Whether a plan for a zone, made by the release of that name, is to be made anew by this one.
    /// What is not known is.
    public boolean isStale(String plannedBy, String zone) {
        if (plannedBy.equals(name) || newer.contains(plannedBy)) {
            return false;
        }
        Set<String> changed = changedSince.get(plannedBy);
        return changed == null ? !isNewerByName(plannedBy) : changed.contains(zone);
    }

    /// Whether it can say what changed since the release of that name.
    boolean knows(String plannedBy) {
        return plannedBy.equals(name)
                || newer.contains(plannedBy)
                || changedSince.containsKey(plannedBy);
    }

    /// The zones of which plans by an older release are stale.
    Set<String> changedSince(String older) {
        return changedSince.getOrDefault(older, Set.of());
    }

    /// The releases none of whose plans is stale.
    List<String> settled() {
        List<String> settled = new ArrayList<>(newer);
        settled.add(name);
        changedSince.forEach((older, changed) -> {
            if (changed.isEmpty()) {
                settled.add(older);
            }
        });
        return settled;
    }

    /// All releases that it knows.
    List<String> known() {
        List<String> known = new ArrayList<>(newer);
        known.add(name);
        known.addAll(changedSince.keySet());
        return known;
    }

    /// What is stale of the plans by known releases: `release zone`.
    public List<String> stale() {
        return changedSince.entrySet().stream()
                .flatMap(
                        entry -> entry.getValue().stream().map(zone -> entry.getKey() + ' ' + zone))
                .toList();
    }

    /// The name of a release in the tz database's own order, if it has one.
    static Optional<String> base(String version) {
        Matcher matcher = BASE.matcher(version);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private boolean isNewerByName(String version) {
        Optional<String> own = base(name);
        return own.isPresent()
                && base(version).filter(other -> other.compareTo(own.get()) > 0).isPresent();
    }

    private static Set<String> difference(Map<String, String> one, Map<String, String> other) {
        Set<String> zones = new HashSet<>(one.keySet());
        zones.addAll(other.keySet());
        zones.removeIf(zone -> one.getOrDefault(zone, "").equals(other.getOrDefault(zone, "")));
        return zones;
    }
}
