package io.carillon.trials.fire;

import io.carillon.trials.Trial;
import io.carillon.trials.TrialOptions;
import io.carillon.trials.TrialResult;
import io.carillon.trials.history.Checker;
import io.carillon.trials.history.Clause;
import io.carillon.trials.history.Event;
import io.carillon.trials.history.Finding;
import io.carillon.trials.history.History;
import io.carillon.trials.history.Inflicted;
import io.carillon.trials.history.Limits;
import io.carillon.trials.history.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A trial by fire, from its first node to its verdict: people are created, the bell is set, and
/// while it rings for them, faults are inflicted; then everything is to come to rest, and the
/// history is judged.
public final class FireTrial implements Trial {
    private static final int SHOWN_MAX = 20;

    /// In so long one message at least is to be in doubt, where none is sent twice.
    private static final Duration DOUBT_EVERY = Duration.ofSeconds(30);

    private final String name;
    private final Plan plan;
    private final InstantSource clock;

    FireTrial(String name, Plan plan, InstantSource clock) {
        this.name = name;
        this.plan = plan;
        this.clock = clock;
    }

    /// What a trial does. `faultEvery` is for each kind, or all kinds that begin so, the time in
    /// which it must have inflicted one at least; and something must there be in any time. `herd`
    /// and `lasting` are what they are if nobody says otherwise.
    record Plan(
            int nodes,
            int herd,
            Duration lasting,
            Faults faults,
            Map<String, Duration> faultEvery,
            Limits limits,
            Surroundings surroundings) {
        Plan withLasting(Duration longer) {
            return new Plan(nodes, herd, longer, faults, faultEvery, limits, surroundings);
        }

        private Plan withoutTimeLimits() {
            Limits untimed = limits.withoutTimes();
            return new Plan(nodes, herd, lasting, faults, faultEvery, untimed, surroundings);
        }
    }

    /// The same, however long things take: for a machine that has other things to do.
    FireTrial withoutTimeLimits() {
        return new FireTrial(name, plan.withoutTimeLimits(), clock);
    }

    /// Whether somebody's clock is set in it.
    boolean setsClocks() {
        return plan.surroundings().clocks();
    }

    /// Where the sources and the server's jar are, and where histories go.
    record Place(Path home, Path histories) {
        static Place ofCommand() {
            return new Place(
                    Path.of(System.getProperty("carillon.home", ".")),
                    Path.of("trials").toAbsolutePath());
        }

        Path jar() {
            return home.resolve("carillon-server/target/carillon-server.jar");
        }
    }

    @Override
    public TrialResult run(TrialOptions options) throws IOException, InterruptedException {
        options.allow("--seed", "--duration", "--rate", "--herd");
        long seed = options.number("--seed", clock.instant().toEpochMilli() % 1_000_000);
        Load load =
                new Load(
                        (int) options.number("--rate", 200),
                        (int) options.number("--herd", plan.herd()),
                        options.find("--duration").map(Duration::parse).orElse(plan.lasting()));
        System.out.printf("%s, seed %d: %d people%n", name, seed, load.people());
        return run(Place.ofCommand(), seed, load);
    }

    TrialResult run(Place place, long seed, Load load) throws IOException, InterruptedException {
        return run(ServerJar.unpacked(place.jar(), place.histories()), place, seed, load);
    }

    /// With another server than the one of this place.
    TrialResult run(ServerJar server, Place place, long seed, Load load)
            throws IOException, InterruptedException {
        Path folder = place.histories().resolve("%s-%d-%d".formatted(name, seed, clock.millis()));
        World.Setting setting =
                new World.Setting(name, seed, server, plan.nodes(), load, plan.surroundings());
        List<String> complaints = new ArrayList<>();
        try (World world = new World(setting, folder, clock)) {
            Instant due = world.begin();
            plan.faults().inflict(world, due, due.plus(load.lasting()));
            world.drain();
            world.end();
        } catch (IOException | SQLException e) {
            complaints.add("it could not be carried out: " + e);
        }
        TrialResult result = judge(folder, seed, load, complaints);
        if (result.passed()) {
            delete(folder.resolve("database"));
        }
        return result;
    }

    private TrialResult judge(Path folder, long seed, Load load, List<String> complaints)
            throws IOException {
        List<Event> events = History.read(folder.resolve("history.jsonl"));
        if (!complaints.isEmpty()) {
            return new TrialResult(seed, new LinkedHashMap<>(), complaints); // no whole history
        }
        Verdict verdict = Checker.check(events, plan.limits());
        SequencedMap<String, Long> faults = Inflicted.byKind(events);
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        counts.put("faults", Inflicted.of("", faults));
        faults.forEach((kind, count) -> counts.put("of which " + kind, count));
        counts.putAll(verdict.numbers());

        complaints.addAll(tooFew(faults, load));
        long decided = verdict.number("deliveries") + verdict.number("in doubt");
        if (decided < verdict.number("deliveries due")) {
            complaints.add("fewer deliveries than were due");
        }
        if (plan.faults() instanceof Holding) {
            complaints.addAll(
                    doubted(
                            verdict.number("in doubt"),
                            verdict.number("held by the dead"),
                            load.lasting().dividedBy(DOUBT_EVERY)));
        }
        if (verdict.number("people") < load.people()) {
            complaints.add("fewer people than there should be");
        }
        if (hasBacklog() && verdict.number("backlog") + verdict.number("missed") < load.herd()) {
            complaints.add("less backlog than there should be");
        }
        verdict.findings().forEach(finding -> counts.merge(found(finding.clause()), 1L, Long::sum));
        verdict.findings().stream()
                .limit(SHOWN_MAX)
                .map(Finding::toString)
                .forEach(complaints::add);
        if (verdict.findings().size() > SHOWN_MAX) {
            complaints.add("%d findings in all".formatted(verdict.findings().size()));
        }
        return new TrialResult(seed, counts, complaints);
    }

    /// Under which name findings by this clause are counted.
    static String found(Clause clause) {
        return "found " + clause;
    }

    /// Whether the herd is due before all others, one after the other.
    private boolean hasBacklog() {
        return plan.surroundings().outage().isPositive();
    }

    private static List<String> doubted(long inDoubt, long heldByTheDead, long wanted) {
        if (inDoubt < wanted) {
            return List.of("only %d in doubt, at least %d wanted".formatted(inDoubt, wanted));
        }
        return inDoubt > heldByTheDead
                ? List.of("%d in doubt, and the dead held %d".formatted(inDoubt, heldByTheDead))
                : List.of();
    }

    private List<String> tooFew(Map<String, Long> faults, Load load) {
        Map<String, Long> wanted = new TreeMap<>(Map.of("", 1L));
        plan.faultEvery()
                .forEach((kind, every) -> wanted.put(kind, load.lasting().dividedBy(every)));
        return wanted.entrySet().stream()
                .filter(it -> Inflicted.of(it.getKey(), faults) < it.getValue())
                .map(it ->
                        "only %d faults '%s', at least %d wanted"
                                .formatted(
                                        Inflicted.of(it.getKey(), faults),
                                        it.getKey(),
                                        it.getValue()))
                .toList();
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
