package io.carillon.trials.fire;

import io.carillon.trials.Trial;
import io.carillon.trials.history.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Every trial by fire, by its name.
public final class FireTrials {
    /// What a dead node held is taken back within this.
    private static final Duration RECLAIM_MAX = Duration.ofSeconds(10);

    private static final Duration ROLL_LATENESS_MAX = Duration.ofSeconds(2);
    private static final int NODES = 3;

    /// So that at each moment many are being sent.
    private static final int UNHURRIED_MAX_MILLIS = 400;

    private static final int CROWDED_MAX_MILLIS = 2_000;

    private FireTrials() {}

    /// Those that a server must pass, and `broken`, which tries them.
    public static Map<String, Trial> all(InstantSource clock) {
        Map<String, Trial> all = new HashMap<>(forServers(clock));
        all.put("broken", new BrokenTrial(clock));
        return all;
    }

    static Map<String, FireTrial> forServers(InstantSource clock) {
        return Map.of(
                "kill", kill(clock),
                "roll", roll(clock),
                "pause", pause(clock),
                "database", database(clock),
                "receiver", receiver(clock),
                "edit", edit(clock));
    }

    static FireTrial kill(InstantSource clock) {
        return trial(
                "kill",
                new Killing(),
                Duration.ofSeconds(6),
                Limits.NONE.withReclaim(RECLAIM_MAX),
                clock);
    }

    static FireTrial roll(InstantSource clock) {
        return trial(
                "roll",
                new Rolling(),
                Duration.ofSeconds(15),
                Limits.NONE.withLateness(ROLL_LATENESS_MAX),
                clock);
    }

    static FireTrial pause(InstantSource clock) {
        return trial(
                "pause",
                new Pausing(),
                Duration.ofSeconds(15),
                Limits.NONE.withReclaim(RECLAIM_MAX),
                clock);
    }

    static FireTrial database(InstantSource clock) {
        return new FireTrial(
                "database",
                new FireTrial.Plan(
                        NODES,
                        new Disturbing(),
                        Duration.ofSeconds(8),
                        Limits.NONE,
                        seed -> Manners.unhurried(seed, UNHURRIED_MAX_MILLIS),
                        true),
                clock);
    }

    static FireTrial receiver(InstantSource clock) {
        return new FireTrial(
                "receiver",
                new FireTrial.Plan(
                        NODES,
                        (world, _, until) -> world.sleepUntil(until),
                        Duration.ofMillis(500),
                        Limits.NONE,
                        Moody::new,
                        false),
                clock);
    }

    /// Under such a load that much of what a node holds waits to be sent.
    static FireTrial crowded(String name, Faults faults, InstantSource clock) {
        return new FireTrial(
                name,
                new FireTrial.Plan(
                        NODES,
                        faults,
                        Duration.ofHours(1),
                        Limits.NONE,
                        seed -> Manners.unhurried(seed, CROWDED_MAX_MILLIS),
                        false),
                clock);
    }

    static FireTrial edit(InstantSource clock) {
        return trial("edit", new Editing(), Duration.ofMillis(100), Limits.NONE, clock);
    }

    private static FireTrial trial(
            String name, Faults faults, Duration every, Limits limits, InstantSource clock) {
        return new FireTrial(
                name,
                new FireTrial.Plan(
                        NODES,
                        faults,
                        every,
                        limits,
                        seed -> Manners.unhurried(seed, UNHURRIED_MAX_MILLIS),
                        false),
                clock);
    }
}
