package io.carillon.trials.fire;

import io.carillon.trials.Trial;
import io.carillon.trials.history.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Every trial by fire, by its name.
public final class FireTrials {
    /// A send runs on a virtual thread: between its look and the write it waits for nothing, and
    /// only as many can be there as there are carriers.
    private static final Limits FEW_EXPLAINED =
            Limits.NONE.withExplained(Runtime.getRuntime().availableProcessors());

    private static final Duration RECLAIM_MAX = Duration.ofSeconds(10);
    private static final Limits RECLAIMED = Limits.NONE.withReclaim(RECLAIM_MAX);
    private static final Duration HELD_UP_MAX = Duration.ofSeconds(10);
    private static final Limits PUNCTUAL = Limits.NONE.withLateness(Duration.ofSeconds(2));
    private static final Limits DUE_NOW_FIRST =
            Limits.NONE.withLateness(Duration.ofSeconds(1)).withOvertaken(1_000);
    private static final int NODES = 3;

    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration LONGER = Duration.ofSeconds(90);

    private static final int HERD = 5_000;
    private static final int BACKLOG = 20_000;

    /// What two nodes can send within a second on a small machine: that a larger herd takes longer
    /// says nothing about a restart, or about a node that stands still.
    private static final int SMALL_HERD = 1_000;

    private static final int BUSY_MAX_MILLIS = 500;
    private static final int UNHURRIED_MAX_MILLIS = 600;

    /// Longer than the second between those who are due, so that something is always being sent.
    private static final int LINGERING_MAX_MILLIS = 1_500;

    private FireTrials() {}

    /// Those that a server must pass, and `broken`, which tries them.
    public static Map<String, Trial> all(InstantSource clock) {
        Map<String, Trial> all = new HashMap<>(forServers(clock));
        all.put("broken", new BrokenTrial(clock));
        return all;
    }

    static Map<String, FireTrial> forServers(InstantSource clock) {
        Map<String, FireTrial.Plan> plans =
                Map.of(
                        "kill", plain(new Killing(), Map.of("kill", "PT6S"), RECLAIMED),
                        "hold",
                                plan(
                                        HERD,
                                        new Holding(),
                                        Map.of("kill", "PT6S"),
                                        RECLAIMED,
                                        Surroundings.of(seed ->
                                                Manners.unhurried(seed, LINGERING_MAX_MILLIS))),
                        "roll",
                                plan(
                                        SMALL_HERD,
                                        new Rolling(),
                                        Map.of("stop", "PT15S"),
                                        PUNCTUAL,
                                        Surroundings.of(_ -> Manners.GOOD)),
                        "pause",
                                plan(
                                                SMALL_HERD,
                                                new Pausing(),
                                                Map.of(
                                                        "pause", "PT30S",
                                                        "pause in a claim", "PT90S",
                                                        "pause in a settlement", "PT90S"),
                                                FEW_EXPLAINED
                                                        .withReclaim(RECLAIM_MAX)
                                                        .withHeldUp(HELD_UP_MAX),
                                                Surroundings.plain())
                                        .withLasting(LONGER),
                        "edit", plain(new Editing(), edits(), Limits.NONE),
                        "database",
                                plan(
                                        HERD,
                                        new Disturbing(),
                                        disturbances(),
                                        Limits.NONE,
                                        Surroundings.plain().withProxies()),
                        "clock",
                                plan(
                                        HERD,
                                        new Jumping(),
                                        Map.of(
                                                "clock", "PT6S",
                                                "clock of a node", "PT15S",
                                                "clock of the database", "PT15S"),
                                        Limits.NONE,
                                        Surroundings.plain().withClocks()),
                        "outage",
                                plan(
                                        BACKLOG,
                                        new Outage(),
                                        Map.of(),
                                        DUE_NOW_FIRST,
                                        Surroundings.of(seed ->
                                                        Manners.unhurried(seed, BUSY_MAX_MILLIS))
                                                .withOutage(Outage.LASTING)),
                        "receiver",
                                plan(
                                        HERD,
                                        (world, _, until) -> world.sleepUntil(until),
                                        badReplies(),
                                        Limits.NONE,
                                        Surroundings.of(Moody::new)));
        Map<String, FireTrial> trials = new HashMap<>();
        plans.forEach((name, plan) -> trials.put(name, new FireTrial(name, plan, clock)));
        return trials;
    }

    private static Map<String, String> edits() {
        return each(
                Stream.of("edit, moved", "edit, re_dated", "edit, deleted"),
                "PT0.5S",
                Map.of("edit", "PT0.1S"));
    }

    private static Map<String, String> disturbances() {
        return each(
                Stream.of(Disturbing.Kind.values()).map(Enum::name), "PT1M", Map.of("", "PT8S"));
    }

    private static Map<String, String> badReplies() {
        return each(
                Stream.of("Status", "Reset", "Hang", "Drip", "Late", "Busy"),
                "PT15S",
                Map.of("", "PT0.5S"));
    }

    /// One of each kind in this time, beside what is wanted of all together.
    private static Map<String, String> each(
            Stream<String> kinds, String every, Map<String, String> together) {
        Map<String, String> wanted = new HashMap<>(together);
        kinds.forEach(kind -> wanted.put(kind, every));
        return wanted;
    }

    /// Trials of engines that are broken.
    static FireTrial unhurried(String name, Faults faults, InstantSource clock) {
        return ofBroken(name, faults, seed -> Manners.unhurried(seed, UNHURRIED_MAX_MILLIS), clock);
    }

    static FireTrial prompt(String name, Faults faults, InstantSource clock) {
        return ofBroken(name, faults, _ -> Manners.GOOD, clock);
    }

    private static FireTrial ofBroken(
            String name, Faults faults, Surroundings.MannersOf manners, InstantSource clock) {
        return new FireTrial(
                name,
                plan(HERD, faults, Map.of("", "PT20S"), FEW_EXPLAINED, Surroundings.of(manners)),
                clock);
    }

    private static FireTrial.Plan plain(
            Faults faults, Map<String, String> faultEvery, Limits limits) {
        return plan(HERD, faults, faultEvery, limits, Surroundings.plain());
    }

    private static FireTrial.Plan plan(
            int herd,
            Faults faults,
            Map<String, String> faultEvery,
            Limits limits,
            Surroundings surroundings) {
        Map<String, Duration> every = new HashMap<>();
        faultEvery.forEach((kind, text) -> every.put(kind, Duration.parse(text)));
        return new FireTrial.Plan(NODES, herd, USUAL, faults, every, limits, surroundings);
    }
}
