package io.carillon.trials.bench;

import static io.carillon.trials.bench.Goal.atLeast;
import static io.carillon.trials.bench.Goal.atMost;

import io.carillon.trials.bench.Mode.Amount;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// All modes of the bench, with their goals.
final class Modes {
    private static final List<Mode> ALL =
            List.of(
                    // All is due already; it ends when the database says of each that it was
                    // handled.
                    new Mode(
                            "drain",
                            Work::drain,
                            Contestants.names(),
                            Amount.warm("occurrences", 20_000, 300_000).slowAtMost(30_000),
                            List.of(
                                    atLeast("a second", 0.8, "floor"),
                                    atLeast("a second", 3, "db-scheduler"),
                                    atMost("jvm us each", 12),
                                    atMost("pg us each", 1.2, "floor"))),
                    // Schedules of the future are stored.
                    new Mode(
                            "insert",
                            Work::insert,
                            Contestants.names(),
                            Amount.warm("schedules", 20_000, 100_000),
                            List.of(atLeast("a second", 0.6, "floor"))),
                    // All is due at one instant that is still to come.
                    new Mode(
                            "herd",
                            Work::herd,
                            Contestants.names(),
                            Amount.warm("occurrences", 10_000, 20_000),
                            List.of(
                                    atMost("late p99 ms", 1.3, "floor"),
                                    atMost("late p99 ms", 1 / 3.0, "db-scheduler"),
                                    atLeast("least late ms", 0).inEachRound())),
                    // Spread evenly over a stretch of time, by milliseconds.
                    new Mode(
                            "punctual",
                            Work::punctual,
                            Contestants.names(),
                            Amount.warm("occurrences", 10_000, 60_000),
                            List.of(
                                    atMost("late p50 ms", 3),
                                    atMost("late p99 ms", 10),
                                    atLeast("least late ms", 0).inEachRound(),
                                    atMost("jvm % of a core", 25))),
                    // A thousand at each whole second.
                    new Mode(
                            "bursts",
                            Work::bursts,
                            Contestants.names(),
                            Amount.warm("occurrences", 10_000, 60_000),
                            List.of(
                                    atMost("late p99 ms", 60),
                                    atLeast("least late ms", 0).inEachRound())),
                    // The drain again, by signed requests to a real receiver.
                    new Mode(
                            "http",
                            Http::turn,
                            List.of("carillon", "floor", "bare"),
                            Amount.warm("occurrences", 10_000, 100_000),
                            List.of(
                                    atLeast(
                                            "a second of carillon * (1 / bare + 1 / floor)",
                                            0.8,
                                            Set.of("carillon", "bare", "floor"),
                                            round ->
                                                    aSecond(round, "carillon")
                                                            * (1 / aSecond(round, "bare")
                                                                    + 1 / aSecond(round, "floor"))),
                                    atMost(
                                            "jvm us each, carillon - bare",
                                            15,
                                            Set.of("carillon", "bare"),
                                            round ->
                                                    round.get("carillon", "jvm us each")
                                                            - round.get("bare", "jvm us each")))),
                    // Nothing is due within the hour.
                    new Mode(
                            "idle",
                            Idle::turn,
                            List.of("carillon", "db-scheduler", "jobrunr", "quartz"),
                            Amount.of("resident schedules", 100_000, 1_000_000).slowAtMost(100_000),
                            List.of(
                                    atMost("statements a second", 3),
                                    atMost("cpu % of a core", 0.5),
                                    atMost("handled", 0).inEachRound(),
                                    atMost("deliveries", 0).inEachRound())),
                    // Claims among schedules that are not due.
                    new Mode(
                            "resident",
                            Resident::turn,
                            List.of(Resident.HUNDREDTH, Resident.TENTH, Resident.WHOLE),
                            Amount.of("resident schedules", 300_000, 10_000_000),
                            List.of(
                                    Goal.atMost(
                                            "claim p50 ms",
                                            Resident.WHOLE,
                                            1.3,
                                            Resident.HUNDREDTH))),
                    // Two engines over one database; each says how many came before.
                    new Mode(
                            "nodes",
                            Nodes::turn,
                            List.of(Nodes.ONE, Nodes.TWO),
                            Amount.of("occurrences", 20_000, 100_000),
                            List.of(
                                    Goal.atLeast("a second", Nodes.TWO, 0.9, Nodes.ONE),
                                    atMost(Nodes.WAITS, 0, Nodes.TWO, Nodes.WAITS).inEachRound(),
                                    // Or it would be one node beside one.
                                    atLeast(Nodes.LEAST, 0.2, Nodes.TWO, Nodes.LEAST)
                                            .inEachRound())),
                    // The drain again, over many tenants.
                    new Mode(
                            "tenants",
                            Tenants::turn,
                            List.of(Tenants.ONE, Tenants.THOUSAND),
                            Amount.warm("occurrences", 20_000, 100_000),
                            List.of()),
                    // The real server, until it is ready.
                    new Mode(
                            "start",
                            Start::turn,
                            List.of(Start.OUTSIDE, Start.EMBEDDED),
                            Amount.of("start", 1, 1),
                            List.of(
                                    atMost("ready s, outside", 2, Start.OUTSIDE, Start.READY),
                                    atMost("ready s, embedded", 4, Start.EMBEDDED, Start.READY),
                                    atMost(
                                            "resident MB, outside",
                                            300,
                                            Start.OUTSIDE,
                                            Start.MEMORY),
                                    atMost(
                                            "resident MB, embedded",
                                            300,
                                            Start.EMBEDDED,
                                            Start.MEMORY))),
                    // Users are created and read.
                    new Mode(
                            "api",
                            Api::turn,
                            List.of("carillon"),
                            Amount.of("users", 20_000, 1_000_000),
                            List.of(atMost("POST p95 ms", 20), atMost("GET p95 ms", 20))),
                    // A million at one instant, and another tenant beside them.
                    new Mode(
                            "crowd",
                            Crowd::turn,
                            List.of("carillon"),
                            Amount.warm("occurrences", 50_000, 1_000_000),
                            List.of(
                                    atMost(Crowd.OTHERS, 1_000).inEachRound(),
                                    atLeast("least late ms", 0).inEachRound())),
                    // A tenant with a few, while others are in the way.
                    new Mode(
                            "fair",
                            Fair::turn,
                            List.of(Fair.CROWD, Fair.SLOW_CROWD, Fair.HANG),
                            Amount.of("in a crowd", 20_000, 20_000),
                            List.of()),
                    // A steady rate for a long time, with a transaction held open for a part of it.
                    new Mode(
                            "soak",
                            Soak::turn,
                            List.of("carillon"),
                            Amount.of(Mode.SECONDS, 60, 3_600),
                            List.of(
                                    atMost(Soak.HELD_CLAIMS, 1.5),
                                    atMost(
                                            Soak.BACK, // which a short one does not tell
                                            120,
                                            Set.of(),
                                            round -> round.get("carillon", Soak.BACK)),
                                    atLeast("least late ms", 0).inEachRound())));

    private Modes() {}

    private static double aSecond(Round round, String contestant) {
        return round.get(contestant, "a second");
    }

    static Mode of(String name) {
        return ALL.stream()
                .filter(mode -> mode.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no bench %s; there are %s"
                                        .formatted(
                                                name,
                                                ALL.stream()
                                                        .map(Mode::name)
                                                        .collect(Collectors.joining(", ")))));
    }
}
