package io.carillon.trials;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.trials.fire.FireTrials;
import io.carillon.trials.model.ModelTrial;
import io.carillon.trials.proof.CalendarTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `./carillon trial NAME`: runs a trial, says what it counted, and ends with 0 only if nothing is
/// to be complained of. Each adds a line to `trials/results.jsonl` in the caller's folder.
public final class Trials {
    private static final Map<String, Trial> ALL = all();

    private static final Path RESULTS = Path.of("trials", "results.jsonl");

    /// Where `--seeds` begins, unless it is told.
    private static final long SEED = 1;

    private Trials() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String name = arguments.length == 0 ? "" : arguments[0];
        Trial trial = ALL.get(name);
        if (trial == null) {
            System.err.println("carillon: trial needs a name: " + String.join(", ", ALL.keySet()));
            System.exit(2);
            return;
        }
        try {
            List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
            boolean passed = true;
            for (TrialOptions options : TrialOptions.parse(rest).runs(SEED)) {
                passed &= run(name, trial, options);
            }
            System.exit(passed ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("carillon: " + e.getMessage());
            System.exit(2);
        }
    }

    private static Map<String, Trial> all() {
        Map<String, Trial> all = new TreeMap<>(FireTrials.all(InstantSource.system()));
        all.put("calendar", options -> new CalendarTrial().run(options));
        all.put("model", ModelTrial::run);
        return all;
    }

    private static boolean run(String name, Trial trial, TrialOptions options)
            throws IOException, InterruptedException {
        Instant start = Instant.now();
        TrialResult result = trial.run(options);
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        result.counts().forEach((what, count) -> System.out.printf("%,15d %s%n", count, what));
        result.complaints().forEach(complaint -> System.out.println("FAILED: " + complaint));
        System.out.printf(
                "%s %s in %d min %d s, seed %d%n",
                name,
                result.passed() ? "passed" : "failed",
                seconds / 60,
                seconds % 60,
                result.seed());
        String at = start.truncatedTo(ChronoUnit.SECONDS).toString();
        keep(result.line(name, at, System.getProperty("carillon.commit", ""), seconds));
        return result.passed();
    }

    private static void keep(String line) throws IOException {
        Files.createDirectories(RESULTS.toAbsolutePath().getParent());
        Files.writeString(
                RESULTS, line + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("added to " + RESULTS);
    }
}
