package io.carillon.trials.fire;

import io.carillon.trials.Trial;
import io.carillon.trials.TrialOptions;
import io.carillon.trials.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Tries the trials: engines with a safeguard taken out must be caught by the checker, each of them
/// by its own clause.
final class BrokenTrial implements Trial {
    /// How often a variant may get away before that is a complaint.
    private static final int TRIES_MAX = 3;

    private static final Load LOAD = new Load(200, 0, Duration.ofSeconds(45));

    private final InstantSource clock;

    BrokenTrial(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public TrialResult run(TrialOptions options) throws IOException, InterruptedException {
        options.allow("--seed");
        long seed = options.number("--seed", clock.millis() % 1_000_000);
        FireTrial.Place place = FireTrial.Place.ofCommand();
        ServerJar whole = ServerJar.unpacked(place.jar(), place.histories());
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        List<String> complaints = new ArrayList<>();

        SequencedMap<Variant, FireTrial> trials = new LinkedHashMap<>();
        trials.put(
                Variants.NO_FENCE,
                FireTrials.unhurried("broken-taken-over", Sleeping.untilTakenOver(), clock));
        trials.put(
                Variants.NO_SELF_CHECK,
                FireTrials.prompt("broken-settled", Sleeping.untilSettled(), clock));
        trials.put(
                Variants.NO_DEPARTURE, FireTrials.unhurried("broken-held", new Holding(), clock));
        trials.put(
                Variants.CURSOR_AFTER_SEND,
                FireTrials.unhurried("broken-killed", new Killing(), clock));

        // The whole engine first: what is found in it would say nothing of the others.
        for (FireTrial trial : trials.values()) {
            TrialResult result = run("whole", trial, whole, place, seed);
            complaints.addAll(result.complaints());
            counts.merge(
                    "trials that the whole engine passed", result.passed() ? 1L : 0L, Long::sum);
        }
        for (Map.Entry<Variant, FireTrial> one : trials.entrySet()) {
            tryUntilCaught(one.getKey(), one.getValue(), whole, place, seed, counts, complaints);
        }
        return new TrialResult(seed, counts, complaints);
    }

    private void tryUntilCaught(
            Variant variant,
            FireTrial trial,
            ServerJar whole,
            FireTrial.Place place,
            long seed,
            SequencedMap<String, Long> counts,
            List<String> complaints)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(place.histories(), "variant");
        ServerJar broken = whole.broken(variant, place.home(), folder);
        for (long tries = 1; tries <= TRIES_MAX; tries++) {
            TrialResult result = run(variant.name(), trial, broken, place, seed + tries);
            if (variant.isCaught(result)) {
                counts.put("tries until caught: " + variant.name(), tries);
                return;
            }
        }
        complaints.add(
                "the variant '%s' was not caught by %s"
                        .formatted(variant.name(), variant.caughtBy()));
    }

    private TrialResult run(
            String name, FireTrial trial, ServerJar server, FireTrial.Place place, long seed)
            throws IOException, InterruptedException {
        TrialResult result = trial.run(server, place, seed, LOAD);
        System.out.printf("%s, seed %d: %s%n", name, seed, result.counts());
        result.complaints().stream().limit(2).forEach(System.out::println);
        return result;
    }
}
