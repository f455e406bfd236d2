package io.carillon.trials.fair;

import io.carillon.calendar.TzSnapshot;
import io.carillon.embedded.EmbeddedPostgres;
import io.carillon.engine.RealTime;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.EngineSettings;
import io.carillon.engine.runtime.Installation.Added;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// One live engine over an embedded PostgreSQL, with a tenant that has a few deliveries, and others
/// that are in its way. Reports how late those few are, by the clock of this machine.
///
/// - `crowd`: another tenant has 20,000 due at the very instant at which the few are
/// - `slow crowd`: the same, and its endpoint takes 50 ms for each
/// - `hang`: 30 endpoints hang for 10 s each time, with 400 due for each of them
///
/// In each of them the few are 100 at that instant, and 100 more spread over the five seconds after
/// it.
public final class FairBench {
    private static final TzSnapshot TZ = TzSnapshot.bundled();
    private static final Duration LEAD = Duration.ofSeconds(3);
    private static final Duration SPREAD = Duration.ofSeconds(5);
    private static final int FEW = 100;
    private static final int CROWD = 20_000;
    private static final int HANGING = 30;
    private static final int FOR_EACH_HANGING = 400;
    private static final Outcome ACCEPTED = new Outcome.Accepted("at once");

    private final InstantSource clock = InstantSource.system();
    private final ConcurrentLinkedQueue<Duration> atOnce = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Duration> spread = new ConcurrentLinkedQueue<>();
    private final Databases databases;
    private final Jdbi jdbi;
    private int people;

    private FairBench(Databases databases) {
        this.databases = databases;
        this.jdbi = databases.reference();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        run("crowd", 1, CROWD, _ -> ACCEPTED);
        run("slow crowd", 1, CROWD, _ -> after(Duration.ofMillis(50), ACCEPTED));
        run(
                "hang",
                HANGING,
                FOR_EACH_HANGING,
                _ -> after(Duration.ofSeconds(10), new Outcome.Unknown("no answer")));
    }

    private static Outcome after(Duration time, Outcome outcome) throws InterruptedException {
        Thread.sleep(time);
        return outcome;
    }

    private static void run(String name, int others, int dueForEach, Channel inTheWay)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("carillon-fair");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
                Databases databases =
                        Databases.open(
                                postgres.jdbcUrl(), postgres.user(), postgres.password(), 24)) {
            FairBench bench = new FairBench(databases);
            bench.run(others, dueForEach, inTheWay);
            bench.report(name);
        } finally {
            delete(folder);
        }
    }

    private void run(int others, int dueForEach, Channel inTheWay) throws InterruptedException {
        List<Added> tenants = tenants(others + 1);
        Added few = tenants.getLast();
        Map<Integer, Channel> channels = new HashMap<>();
        tenants.forEach(tenant -> channels.put(tenant.endpoint(), inTheWay));
        Instant due =
                clock.instant()
                        .plus(LEAD)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plus(others * 20L, ChronoUnit.MILLIS);
        channels.put(
                few.endpoint(),
                dispatch -> {
                    Instant dueAt = dispatch.message().dueAt();
                    (dueAt.equals(due) ? atOnce : spread)
                            .add(Duration.between(dueAt, clock.instant()));
                    return ACCEPTED;
                });
        for (Added tenant : tenants.subList(0, others)) {
            people(tenant.tenant(), dueForEach, due, Duration.ZERO);
        }
        people(few.tenant(), FEW, due, Duration.ZERO);
        people(few.tenant(), FEW, due, SPREAD);
        jdbi.useHandle(handle -> handle.execute("VACUUM (ANALYZE) subject, schedule, delivery"));
        try (Engine engine = engine("bench", channels)) {
            engine.start();
            while (atOnce.size() + spread.size() < 2 * FEW) {
                Thread.sleep(10);
            }
        }
    }

    private List<Added> tenants(int count) {
        List<Added> tenants = new ArrayList<>();
        try (Engine engine = engine("setup", Map.of())) {
            for (int i = 0; i < count; i++) {
                tenants.add(engine.installation().addTenant("tenant-" + i, "webhook", "webhook"));
            }
        }
        return tenants;
    }

    private Engine engine(String name, Map<Integer, Channel> channels) {
        return Engine.live(
                databases,
                TZ,
                RealTime.of(clock),
                new EngineSettings(name, 1_000, 2_000, 64, Duration.ZERO, true),
                channels);
    }

    /// Due at this instant, or evenly within a time after it.
    private void people(int tenant, int count, Instant due, Duration within) {
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                WITH many AS (
                                    SELECT n, (n * 7919 % 1024)::smallint AS slot,
                                           ('01900000-0000-8' || lpad(to_hex(n * 7919 % 1024), 3, '0') || '-8000-'
                                            || lpad(to_hex(n), 12, '0'))::uuid AS id
                                    FROM generate_series(:from::bigint, :from + :count - 1) n
                                ), subjects AS (
                                    INSERT INTO subject
                                    SELECT slot, :tenant, id, NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-06-15"}',
                                           '{"firstName": "Ada", "lastName": "Lovelace"}', 1, now(), now()
                                    FROM many
                                )
                                INSERT INTO schedule
                                SELECT m.slot, :tenant, m.id, o.id, 'day', '2026',
                                       :due + (m.n - :from + 1) * :millis / :count * interval '1 millisecond', NULL,
                                       false, false, '2025', 1, o.version, :tzdb, NULL
                                FROM many m
                                JOIN occasion o ON o.tenant_id = :tenant
                                """)
                        .bind("tenant", tenant)
                        .bind("from", people)
                        .bind("count", count)
                        .bind("due", due)
                        .bind("millis", within.toMillis())
                        .bind("tzdb", TZ.version())
                        .execute());
        people += count;
    }

    private void report(String name) {
        System.out.printf(
                Locale.ROOT,
                "%-10s  at that instant: late by %5d ms at the median, %5d at most; after it: %5d and %5d ms%n",
                name,
                median(atOnce),
                most(atOnce),
                median(spread),
                most(spread));
    }

    private static long median(ConcurrentLinkedQueue<Duration> late) {
        return late.stream().sorted().skip(late.size() / 2).findFirst().orElseThrow().toMillis();
    }

    private static long most(ConcurrentLinkedQueue<Duration> late) {
        return late.stream().max(Comparator.naturalOrder()).orElseThrow().toMillis();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> {
                        try {
                            Files.delete(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
