package io.carillon.calendar;

import io.carillon.calendar.tzif.TzifException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One release of the tz database: the rules of every zone under one version. Immutable, and
/// independent of the JDK, whose own release is as old as the JDK.
///
/// It knows zones by the ids and links of the tz database only (`Europe/Kyiv`, `Asia/Calcutta`,
/// `EST`). An offset such as `+02:00` is no zone, because it cannot say what happens in summer; nor
/// is `Factory`, where nobody lives.
public final class TzSnapshot {
    private static final String ARCHIVE = "tzdata.tar.gz";

    private final String version;
    private final Map<String, TzZone> zones;
    private final NearestIds nearest;

    private TzSnapshot(String version, Map<String, TzZone> zones) {
        this.version = version;
        this.zones = Map.copyOf(zones);
        this.nearest = new NearestIds(this.zones.keySet());
    }

    private static final class Bundled {
        static final TzSnapshot SNAPSHOT = open();

        private static TzSnapshot open() {
            try (InputStream archive = TzSnapshot.class.getResourceAsStream(ARCHIVE)) {
                return of(TzArchive.read(Objects.requireNonNull(archive, ARCHIVE)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The release that Carillon brings along. It is opened once, and each zone is read when it is
    /// first asked for.
    public static TzSnapshot bundled() {
        return Bundled.SNAPSHOT;
    }

    /// The release in a folder of compiled zones, such as `/usr/share/zoneinfo`, all of it read
    /// now. Its version is that of its `tzdata.zi`, or a digest of everything where there is none.
    ///
    /// Read are at most 3,000 files of at most 256 KiB, 16 MiB together. `posix/`, `right/`,
    /// `localtime`, `posixrules` and texts are passed over. If one zone is malformed, the whole
    /// folder is refused, and the exception's message says which and why.
    public static TzSnapshot read(Path folder) throws IOException {
        TzSnapshot snapshot = of(TzDirectory.read(folder));
        for (TzZone zone : new TreeMap<>(snapshot.zones).values()) {
            zone.read();
        }
        return snapshot;
    }

    /// A release made up of rules. Ids with equal rules are one zone.
    public static TzSnapshot of(String version, Map<String, ZoneRules> rules) {
        Map<ZoneRules, TzZone> known = new HashMap<>();
        Map<String, TzZone> zones = new HashMap<>();
        new TreeMap<>(rules)
                .forEach((id, of) ->
                        zones.put(id, known.computeIfAbsent(of, _ -> new TzZone(id, of))));
        return new TzSnapshot(version, zones);
    }

    private static TzSnapshot of(TzFiles files) throws TzifException {
        Map<String, TzZone> known = new HashMap<>();
        files.zones().forEach((id, file) -> known.put(id, new TzZone(id, file)));
        Map<String, TzZone> zones = new HashMap<>();
        files.canonicalIds()
                .forEach((id, canonical) ->
                        zones.put(id, Objects.requireNonNull(known.get(canonical))));
        return new TzSnapshot(files.version(), zones);
    }

    /// The release's name, such as `2026f`.
    public String version() {
        return version;
    }

    /// The zone of an id or link, if this release has it. Ids are compared to the letter: case
    /// counts.
    public Optional<TzZone> find(String zone) {
        return Optional.ofNullable(zones.get(zone));
    }

    /// A zone that was checked before.
    public TzZone zone(String zone) {
        return find(zone)
                .orElseThrow(() ->
                        new DateTimeException("tz database " + version + " has no zone " + zone));
    }

    /// The rules of a zone that was checked before.
    public ZoneRules rules(String zone) {
        return zone(zone).rules();
    }

    /// The id of the zone that an id or link stands for, which says whether two of them are one
    /// zone: `Europe/Kiev` is `Europe/Kyiv`.
    public Optional<String> canonical(String zone) {
        return find(zone).map(TzZone::id);
    }

    /// The known ids nearest to one that is not known, best first, at most three.
    public List<String> suggestions(String unknown) {
        return nearest.to(unknown);
    }

    /// Every id and link, in no order.
    public Set<String> ids() {
        return zones.keySet();
    }
}
