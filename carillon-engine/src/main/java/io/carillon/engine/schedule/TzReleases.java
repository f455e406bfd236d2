package io.carillon.engine.schedule;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.database.Rows;
import io.carillon.engine.schedule.TzRelease.Recorded;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The stored tz releases: every one that has planned here, with the digests of its zones.
public final class TzReleases {
    /// The first half of an advisory lock's key, as definitions have theirs.
    private static final int RELEASES = 0x0CCB;

    private TzReleases() {}

    /// Takes a snapshot up as the one to plan by, and remembers it before anything is planned by
    /// it. Content that is not what its name stood for here before gets a name of its own.
    public static TzRelease adopt(Jdbi jdbi, TzSnapshot snapshot, Instant now) {
        // First, for it takes long, and no transaction may idle meanwhile.
        Map<String, String> digests = TzDigest.ofAll(snapshot);
        return jdbi.inTransaction(handle -> adopt(handle, snapshot, digests, now));
    }

    private static TzRelease adopt(
            Handle handle, TzSnapshot snapshot, Map<String, String> digests, Instant now) {
        holdStill(handle);
        List<Recorded> before = all(handle);
        String version = nameOf(snapshot.version(), digests, before);
        int last = before.stream().mapToInt(Recorded::adopted).max().orElse(0);
        Optional<Recorded> known =
                before.stream().filter(other -> other.version().equals(version)).findFirst();
        if (known.filter(own -> own.adopted() == last).isEmpty()) {
            save(handle, new Recorded(version, base(version, before), last + 1, digests), now);
        }
        return load(handle, snapshot, version);
    }

    /// What a release adopted before says about all that planned here until now.
    static TzRelease load(Handle handle, TzSnapshot snapshot, String name) {
        List<Recorded> all = all(handle);
        Recorded own =
                all.stream()
                        .filter(recorded -> recorded.version().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "tz release " + name + " is not in tz_release any more"));
        return new TzRelease(snapshot, own, all);
    }

    private static String nameOf(
            String version, Map<String, String> digests, List<Recorded> before) {
        return before.stream()
                .filter(other -> other.version().equals(version))
                .filter(other -> !other.digests().equals(digests))
                .findFirst()
                .map(_ -> version + '+' + TzDigest.ofDigests(digests))
                .orElse(version);
    }

    /// What has no place of its own in the order of names takes that of the newest so far.
    private static String base(String version, List<Recorded> before) {
        return TzRelease.base(version)
                .orElseGet(() ->
                        before.stream()
                                .map(Recorded::base)
                                .max(Comparator.naturalOrder())
                                .orElse(""));
    }

    private static void holdStill(Handle handle) {
        handle.createQuery(
                        """
                        -- hold the tz releases
                        SELECT pg_advisory_xact_lock(:kind, 0)::text
                        """)
                .bind("kind", RELEASES)
                .mapTo(String.class)
                .one();
    }

    private static List<Recorded> all(Handle handle) {
        return handle.createQuery(
                        """
                        -- read the tz releases
                        SELECT version, base, adopted, digests
                        FROM tz_release
                        """)
                .map((row, context) ->
                        new Recorded(
                                row.getString("version"),
                                row.getString("base"),
                                row.getInt("adopted"),
                                Rows.texts(row, "digests")))
                .list();
    }

    private static void save(Handle handle, Recorded release, Instant now) {
        handle.createUpdate(
                        """
                        -- remember a tz release
                        INSERT INTO tz_release (version, base, adopted, adopted_at, digests)
                        VALUES (:version, :base, :adopted, :now, :digests::jsonb)
                        ON CONFLICT (version) DO UPDATE
                        SET base = excluded.base, adopted = excluded.adopted, adopted_at = excluded.adopted_at
                        """)
                .bind("version", release.version())
                .bind("base", release.base())
                .bind("adopted", release.adopted())
                .bind("now", now)
                .bind("digests", Rows.json(release.digests()))
                .execute();
    }
}
