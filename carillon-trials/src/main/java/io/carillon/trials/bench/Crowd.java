package io.carillon.trials.bench;

import io.carillon.engine.Tenant;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Installation.Added;
import io.carillon.engine.runtime.NewSubject;
import io.carillon.engine.runtime.SubjectEdits;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A million who are due at one instant, with a heap of 512 MB. Meanwhile somebody comes to another
/// tenant ten times a second who is due at once: created by the engine's own call, on the birthday
/// itself and after its hour.
final class Crowd {
    static final String OTHERS = "others late max ms";

    private static final Duration LEAD = Duration.ofSeconds(15);
    private static final Duration EACH = Duration.ofNanos(100_000);
    private static final Duration BETWEEN_OTHERS = Duration.ofMillis(100);
    private static final Outcome ACCEPTED = new Outcome.Accepted("at once");
    private static final List<String> ZONES =
            List.of("Europe/London", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland");

    private final Map<SubjectId, Instant> created = new ConcurrentHashMap<>();
    private final Map<SubjectId, Instant> handled = new ConcurrentHashMap<>();
    private final AtomicInteger twice = new AtomicInteger();

    private Crowd() {}

    static Figures turn(Turn turn) throws Exception {
        return turn.overDatabase(database -> {
            try (Databases databases =
                    CarillonEngine.open(database.url(), database.user(), database.password())) {
                return new Crowd().run(turn, database, databases);
            }
        });
    }

    private Figures run(Turn turn, BenchDatabase database, Databases databases) throws Exception {
        Added other = otherTenant(databases);
        int all = turn.warmUp() + turn.count();
        Instant due = Work.now().plus(LEAD).plus(EACH.multipliedBy(all));
        Dues dues = Dues.at(turn.warmUp(), due, turn.count());
        Handled crowd = new Handled(dues, Work.CLOCK);
        Handled warm = new Handled(Dues.at(0, Work.now(), turn.warmUp()), Work.CLOCK);
        People.insert(database, Tenant.DEFAULT, Dues.at(0, Work.now(), turn.warmUp()));
        Figures figures;
        try (Engine engine =
                CarillonEngine.live(
                        databases,
                        "bench",
                        Map.of(
                                Engine.WEBHOOK,
                                dispatch -> {
                                    int number = CarillonEngine.numberOf(dispatch);
                                    (number < dues.from() ? warm : crowd).handle(number);
                                    return ACCEPTED;
                                },
                                other.endpoint(),
                                dispatch -> {
                                    if (handled.putIfAbsent(
                                                    dispatch.message().subject(), Work.now())
                                            != null) {
                                        twice.incrementAndGet();
                                    }
                                    return ACCEPTED;
                                }))) {
            engine.start();
            Work.await(() -> !warm.isShort());
            People.insert(database, Tenant.DEFAULT, dues);
            database.settle();
            if (Work.now().isAfter(due)) {
                throw new IllegalStateException("to insert took longer than until all are due");
            }
            heap().forEach(MemoryPoolMXBean::resetPeakUsage);
            Meter meter = new Meter(database, due);
            SubjectEdits others = engine.subjects(other.tenant());
            Work.await(() -> {
                createOne(others, due.plus(BETWEEN_OTHERS.multipliedBy(created.size())));
                return !crowd.isShort();
            });
            Map<String, Double> costs = meter.read(turn.count());
            Work.await(() -> handled.size() >= created.size());
            Work.awaitNoneOpen(database);
            figures =
                    Figures.of("heap of %d MB".formatted(Runtime.getRuntime().maxMemory() >> 20))
                            .with(
                                    "a second",
                                    turn.count() / costs.getOrDefault("seconds", Double.NaN))
                            .with(costs)
                            .with("least late ms", crowd.lateness().percentile(0))
                            .with("heap MB, peak", peakMegabytes())
                            .with(
                                    "JVM MB, peak since its start",
                                    Server.megabytes(ProcessHandle.current().pid(), "VmHWM:"))
                            .with("others", created.size())
                            .with("others late p50 ms", lateness().percentile(0.5))
                            .with(OTHERS, lateness().percentile(1));
        }
        warm.check();
        return figures.with(Figures.LOST, crowd.lost() + created.size() - handled.size())
                .with(Figures.TWICE, crowd.twice() + twice.get());
    }

    private static Added otherTenant(Databases databases) {
        try (Engine engine = CarillonEngine.live(databases, "setup", Map.of())) {
            return engine.installation().addTenant("other", "webhook", "webhook");
        }
    }

    /// At this instant, or as soon as the one before was created.
    private void createOne(SubjectEdits others, Instant wanted) throws InterruptedException {
        Thread.sleep(Work.now().until(wanted));
        Instant before = Work.now();
        String zone =
                ZONES.stream()
                        .filter(id -> isAfterTheHour(before.atZone(ZoneId.of(id))))
                        .findFirst()
                        .orElseThrow();
        String birthday = "1988" + before.atZone(ZoneId.of(zone)).toString().substring(4, 10);
        NewSubject somebody =
                new NewSubject(
                        "user",
                        Optional.empty(),
                        new Profile(
                                zone,
                                Map.of("dateOfBirth", birthday),
                                Map.of("firstName", "Ada", "lastName", "Lovelace")));
        created.put(others.create(somebody).id(), wanted);
    }

    /// It is the same day there for a while.
    private static boolean isAfterTheHour(ZonedDateTime there) {
        return there.getHour() >= 10 && there.getHour() < 22;
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /// At most: its pools may have been at their peaks at different times.
    private static double peakMegabytes() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum()
                / (double) (1 << 20);
    }

    /// How late each was, in milliseconds, from when it was to be created.
    private Distribution lateness() {
        return Distribution.of(
                created.entrySet().stream()
                        .filter(one -> handled.containsKey(one.getKey()))
                        .mapToDouble(one ->
                                Duration.between(one.getValue(), handled.get(one.getKey()))
                                                .toNanos()
                                        / 1e6));
    }
}
