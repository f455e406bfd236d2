package io.carillon.trials.fire;

import io.carillon.trials.Trial;
import io.carillon.trials.TrialOptions;
import io.carillon.trials.TrialResult;
import io.carillon.trials.history.Clause;
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
import java.util.stream.Stream;

/// Tries the trials: engines with a safeguard taken out must be caught by the checker, each of
/// them.
final class BrokenTrial implements Trial {
    /// How often a variant may get away before that is a complaint.
    private static final int TRIES_MAX = 3;

    private static final Load LOAD = new Load(60, 1_200, Duration.ofSeconds(30));

    private final InstantSource clock;
    private final Map<Variant, FireTrial> trials;

    BrokenTrial(InstantSource clock) {
        this.clock = clock;
        this.trials = new LinkedHashMap<>();
        for (Variant variant : List.of(Variants.NO_FENCE, Variants.NO_SELF_CHECK)) {
            trials.put(variant, FireTrials.crowded(name(variant), new Pausing(), clock));
        }
        trials.put(
                Variants.CURSOR_AFTER_SEND,
                FireTrials.crowded(name(Variants.CURSOR_AFTER_SEND), new Killing(), clock));
    }

    @Override
    public TrialResult run(TrialOptions options) throws IOException, InterruptedException {
        options.allow("--seed");
        long seed = options.number("--seed", clock.millis() % 1_000_000);
        FireTrial.Place place = FireTrial.Place.ofCommand();
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        List<String> complaints = new ArrayList<>();
        for (Map.Entry<Variant, FireTrial> one : trials.entrySet()) {
            String name = one.getKey().name();
            long tries = 1;
            while (!isCaught(one.getKey(), one.getValue(), place, seed + tries)) {
                if (++tries > TRIES_MAX) {
                    complaints.add("the variant '" + name + "' was not caught");
                    break;
                }
            }
            counts.put("tries until caught: " + name, tries);
        }
        return new TrialResult(seed, counts, complaints);
    }

    private static boolean isCaught(
            Variant variant, FireTrial trial, FireTrial.Place place, long seed)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(place.histories(), "variant");
        ServerJar broken =
                ServerJar.unpacked(place.jar(), place.histories())
                        .broken(variant, place.home(), folder);
        TrialResult result = trial.run(broken, place, seed, LOAD);
        System.out.printf("%s, seed %d: %s%n", variant.name(), seed, result.counts());
        result.complaints().stream().limit(2).forEach(System.out::println);
        return result.complaints().stream().anyMatch(BrokenTrial::isFinding);
    }

    private static boolean isFinding(String complaint) {
        return Stream.of(Clause.values()).anyMatch(it -> complaint.startsWith(it + ": "));
    }

    private static String name(Variant variant) {
        return "broken-" + variant.name().replace(' ', '-');
    }
}
