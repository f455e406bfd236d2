package io.carillon.trials.drain;

import com.sun.management.OperatingSystemMXBean;
import io.carillon.calendar.TzSnapshot;
import io.carillon.embedded.EmbeddedPostgres;
import io.carillon.engine.RealTime;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.EngineSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// A crowd that is due at once is claimed, sent through a channel that accepts at once, and
/// settled, by one live engine over an embedded PostgreSQL with its durable settings. Reports wall
/// time, and the CPU time of this process and of PostgreSQL.
///
/// `--rows 20000` says how many are due, `--turns 5` how often.
public final class DrainBench {
    private static final TzSnapshot TZ = TzSnapshot.bundled();

    private final Databases databases;
    private final Jdbi jdbi;
    private final long postmaster;

    private DrainBench(Databases databases, long postmaster) {
        this.databases = databases;
        this.postmaster = postmaster;
        this.jdbi = databases.reference();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rows = option(arguments, "--rows", 20_000);
        int turns = option(arguments, "--turns", 5);
        Path folder = Files.createTempDirectory("carillon-drain");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
                Databases databases =
                        Databases.open(
                                postgres.jdbcUrl(), postgres.user(), postgres.password(), 24)) {
            DrainBench bench = new DrainBench(databases, postmaster(folder));
            for (int turn = 1; turn <= turns; turn++) {
                bench.fill(rows);
                bench.drain(turn, rows);
            }
        } finally {
            delete(folder);
        }
    }

    private void drain(int turn, int rows) throws InterruptedException {
        Duration processBefore = cpuOfThisProcess();
        Duration postgresBefore = cpuOfPostgres();
        long start = System.nanoTime();
        try (Engine engine =
                Engine.live(
                        databases,
                        TZ,
                        RealTime.of(InstantSource.system()),
                        EngineSettings.ofDefaults("bench"),
                        Map.of(Engine.WEBHOOK, _ -> new Outcome.Accepted("at once")))) {
            engine.start();
            while (delivered() < rows) {
                Thread.sleep(10);
            }
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            Duration process = cpuOfThisProcess().minus(processBefore);
            Duration postgres = cpuOfPostgres().minus(postgresBefore);
            System.out.printf(
                    Locale.ROOT,
                    "turn %d  %,d delivered in %.2f s  %,.0f/s  CPU each: %.0f us here, %.0f us in PostgreSQL%n",
                    turn,
                    rows,
                    wall.toMillis() / 1e3,
                    rows / (wall.toNanos() / 1e9),
                    process.toNanos() / 1e3 / rows,
                    postgres.toNanos() / 1e3 / rows);
        }
    }

    private long delivered() {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT count(*) FROM delivery WHERE state = 'delivered'")
                        .mapTo(Long.class)
                        .one());
    }

    private void fill(int rows) {
        jdbi.useHandle(handle -> {
            handle.execute("TRUNCATE subject, schedule, delivery, attempt");
            handle.createUpdate(
                            """
                            INSERT INTO subject
                            SELECT n * 7919 % 1024, 1,
                                   ('01900000-0000-8' || lpad(to_hex(n * 7919 % 1024), 3, '0') || '-8000-'
                                    || lpad(to_hex(n), 12, '0'))::uuid,
                                   NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-06-15"}',
                                   '{"firstName": "Ada", "lastName": "Lovelace"}', 1, now(), now()
                            FROM generate_series(1::bigint, :rows) n
                            ORDER BY 1, 3;

                            INSERT INTO schedule
                            SELECT slot, 1, id, 1, 'day', '2026', now() - interval '1 minute', NULL, false, false,
                                   '2025', 1, 1, :tzdb, NULL
                            FROM subject
                            """)
                    .bind("rows", rows)
                    .bind("tzdb", TZ.version())
                    .execute();
            handle.execute("VACUUM (ANALYZE) subject, schedule, delivery");
            handle.execute("CHECKPOINT");
        });
    }

    private static Duration cpuOfThisProcess() {
        return Duration.ofNanos(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime());
    }

    /// Of those of its processes that live.
    private Duration cpuOfPostgres() {
        return ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static long postmaster(Path folder) throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid"))
                        .getFirst());
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
