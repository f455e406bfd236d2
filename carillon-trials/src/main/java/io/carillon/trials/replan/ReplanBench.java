package io.carillon.trials.replan;

import io.carillon.calendar.TzSnapshot;
import io.carillon.embedded.EmbeddedPostgres;
import io.carillon.engine.RealTime;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.EngineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// Annual schedules follow a tz release that changes all their zones, in the engine's own batches
/// of a thousand; beside it a plain `UPDATE` of the same rows in batches of a thousand along the
/// key. Over an embedded PostgreSQL with its durable settings; each in turn, several times.
///
/// `--rows 1000000` says how many schedules, `--turns 3` how often.
public final class ReplanBench {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final int BATCH = 1_000;

    /// The zones of the subjects, one as good as another.
    private static final List<String> ZONES =
            List.of(
                    "America/Vancouver",
                    "Europe/London",
                    "Asia/Tokyo",
                    "America/Sao_Paulo",
                    "Africa/Lagos",
                    "Australia/Sydney",
                    "Asia/Kolkata",
                    "America/New_York");

    private final Jdbi jdbi;
    private final Engine engine;
    private final LongSupplier nanos;

    private ReplanBench(Databases databases, InstantSource wall, LongSupplier nanos) {
        this.jdbi = databases.reference();
        this.nanos = nanos;
        this.engine =
                Engine.byHand(
                        databases,
                        release(0),
                        new VirtualClock(NOW),
                        new RealTime(wall, nanos),
                        EngineSettings.ofDefaults("bench"),
                        Map.of());
    }

    public static void main(String[] arguments) throws IOException {
        int rows = option(arguments, "--rows", 1_000_000);
        int turns = option(arguments, "--turns", 3);
        Path folder = Files.createTempDirectory("carillon-replan");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
                Databases databases =
                        Databases.open(
                                postgres.jdbcUrl(), postgres.user(), postgres.password(), 8)) {
            new ReplanBench(databases, InstantSource.system(), System::nanoTime).run(rows, turns);
        } finally {
            delete(folder);
        }
    }

    private void run(int rows, int turns) {
        fill(rows);
        System.out.printf(
                Locale.ROOT, "%,d schedules in %d zones, all affected%n", rows, ZONES.size());
        for (int turn = 1; turn <= turns; turn++) {
            checkpointed();
            report(turn, "re-plan", rows, walBytes(), timed(this::planAnew));
            checkpointed();
            report(turn, "plain UPDATE", rows, walBytes(), timed(this::update));
        }
    }

    private int next = 1;

    private void planAnew() {
        engine.replaceTz(release(next++));
        engine.round();
    }

    /// The least that could be done: the same columns of the same rows, by the key, without
    /// deciding anything or remembering who moved.
    private void update() {
        int slot = 0;
        while (slot < 1_024) {
            int from = slot;
            int until = Math.min(1_024, from + Math.max(1, slotsOfBatch));
            jdbi.useTransaction(handle ->
                    handle.createUpdate(
                                    """
                                    UPDATE schedule
                                    SET due_at = due_at + interval '1 h', tzdb = tzdb || ''
                                    WHERE slot >= :from AND slot < :until
                                    """)
                            .bind("from", from)
                            .bind("until", until)
                            .execute());
            slot = until;
        }
    }

    private int slotsOfBatch = 1;

    private void fill(int rows) {
        slotsOfBatch = (int) (1_024L * BATCH / rows);
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                INSERT INTO subject
                                SELECT n * 7919 % 1024, 1,
                                       ('01900000-0000-8' || lpad(to_hex(n * 7919 % 1024), 3, '0') || '-8000-'
                                        || lpad(to_hex(n), 12, '0'))::uuid,
                                       NULL, 'user', (:zones)[(n % :zoneCount + 1)::int],
                                       jsonb_build_object('dateOfBirth',
                                                          to_char(date '1970-01-01' + (n % 14600)::int, 'YYYY-MM-DD')),
                                       '{"firstName": "Ada", "lastName": "Lovelace"}', 1, :now, :now
                                FROM generate_series(1::bigint, :rows) n
                                ORDER BY 1, 3;

                                INSERT INTO schedule
                                SELECT slot, 1, id, 1, 'day', NULL, NULL, NULL, false, false, NULL, 1, 1, '', NULL, zone,
                                       dates::json, attributes::json
                                FROM subject
                                """)
                        .bind("zones", SqlArray.of(String.class, ZONES))
                        .bind("zoneCount", ZONES.size())
                        .bind("rows", rows)
                        .bind("now", NOW)
                        .execute());
        engine.round(); // a first plan for everyone
        jdbi.useHandle(handle -> handle.execute("VACUUM (ANALYZE) subject, schedule"));
    }

    /// Each release shifts every zone's offset by a quarter of an hour.
    private static TzSnapshot release(int number) {
        Map<String, ZoneRules> rules = new HashMap<>();
        for (int i = 0; i < ZONES.size(); i++) {
            ZoneOffset offset = ZoneOffset.ofTotalSeconds((i - 4) * 3_600 + number * 900);
            rules.put(ZONES.get(i), ZoneRules.of(offset));
        }
        return TzSnapshot.of("2026" + (char) ('a' + number), rules);
    }

    private void checkpointed() {
        jdbi.useHandle(handle -> {
            handle.execute("VACUUM schedule");
            handle.execute("CHECKPOINT");
        });
    }

    private long walBytes() {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")
                        .mapTo(Long.class)
                        .one());
    }

    private Duration timed(Runnable work) {
        long start = nanos.getAsLong();
        work.run();
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    private void report(int turn, String what, int rows, long walBefore, Duration time) {
        System.out.printf(
                Locale.ROOT,
                "turn %d  %-12s  %6.2f s  %,9.0f rows/s  %.2f KB WAL each%n",
                turn,
                what,
                time.toMillis() / 1e3,
                rows / (time.toNanos() / 1e9),
                (walBytes() - walBefore) / 1024.0 / rows);
    }

    private static int option(String[] arguments, String name, int otherwise) {
        int at = List.of(arguments).indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(arguments[at + 1]);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
