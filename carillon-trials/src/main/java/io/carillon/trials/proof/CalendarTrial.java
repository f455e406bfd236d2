package io.carillon.trials.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.trials.TrialOptions;
import io.carillon.trials.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// `./carillon trial calendar [--seed N] [--only random|sweep|mutants]`: all that the calendar's
/// tests can compare, and whether they notice when its code is changed. Everything is run by Maven,
/// in the module itself; the output of each part is kept beside the results.
public final class CalendarTrial {
    /// How much more than in `./carillon test` is drawn at random.
    private static final int DRAWS = 50;

    /// What must have been compared at the least, so that a part that ran empty does not pass.
    private static final Map<String, Long> RANDOM_MIN =
            Map.of(
                    "rules against brute force", 60_000L,
                    "rules on which lib-recur agrees", 150_000L,
                    "rules of other calendars", 30_000L,
                    "instants drawn", 10_000_000L,
                    "spoilt files", 75_000L,
                    "spoilt footers", 75_000L,
                    "footers", 7_500L,
                    "footers at local times", 7_500L);

    private static final Map<String, Long> SWEEP_MIN =
            Map.of(
                    "offsets", 500_000_000L,
                    "local times under a policy", 3_000_000_000L,
                    "changes that zdump tells", 40_000L);

    private static final long MUTANTS_MIN = 1_200;

    private final Path calendar =
            Path.of(System.getProperty("carillon.home", ".")).resolve("carillon-calendar");
    private final SequencedMap<String, Long> counts = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();

    private enum Part {
        RANDOM,
        SWEEP,
        MUTANTS
    }

    /// To be run once.
    public TrialResult run(TrialOptions options) throws IOException, InterruptedException {
        options.allow("--seed", "--only");
        long seed = options.number("--seed", ThreadLocalRandom.current().nextLong(1_000_000));
        List<Part> parts =
                options.find("--only")
                        .map(name -> List.of(Part.valueOf(name.toUpperCase(Locale.ROOT))))
                        .orElse(List.of(Part.values()));
        System.out.println("seed " + seed);
        for (Part part : parts) {
            switch (part) {
                case RANDOM -> tests("random", seed, RANDOM_MIN);
                case SWEEP -> tests("sweep", seed, SWEEP_MIN);
                case MUTANTS -> mutants();
            }
        }
        return new TrialResult(seed, counts, complaints);
    }

    private void tests(String group, long seed, Map<String, Long> least)
            throws IOException, InterruptedException {
        Path tally = Files.createTempFile("carillon", ".tally");
        try {
            maven(
                    group,
                    "test",
                    "-Dgroups=" + group,
                    "-DexcludedGroups=none",
                    "-Dcarillon.draws=" + DRAWS,
                    "-Dcarillon.seed=" + seed,
                    "-Dcarillon.tally=" + tally,
                    "-Dcarillon.tests.tier=4");
            Map<String, Long> counted = new TreeMap<>();
            for (String line : Files.readAllLines(tally)) {
                String[] parts = line.split("\t", -1);
                counted.merge(parts[0], Long.valueOf(parts[1]), Long::sum);
            }
            counts.putAll(counted);
            new TreeMap<>(least).forEach((what, count) -> atLeast(count, what, counted.get(what)));
        } finally {
            Files.delete(tally);
        }
    }

    private void mutants() throws IOException, InterruptedException {
        Path report = calendar.resolve("target/pit-reports/mutations.csv");
        Files.deleteIfExists(report);
        if (!maven("mutants", "test-compile", "org.pitest:pitest-maven:mutationCoverage")) {
            return;
        }
        Mutants mutants = Mutants.read(Files.readAllLines(report), calendar);
        counts.put("mutants", mutants.count());
        counts.put("mutants killed", mutants.killed());
        atLeast(MUTANTS_MIN, "mutants", mutants.count());
        Path explained = calendar.resolve("src/test/pit/survivors.txt");
        complaints.addAll(
                Explanations.parse(Files.readAllLines(explained, UTF_8))
                        .missingFor(mutants.survivors()));
    }

    private void atLeast(long least, String what, @Nullable Long count) {
        if (count == null || count < least) {
            complaints.add("%s: %s, and %d are the least".formatted(what, count, least));
        }
    }

    /// Whether it went well; if not, that is complained of.
    private boolean maven(String part, String... goals) throws IOException, InterruptedException {
        Path log = Path.of("trials", "calendar-" + part + ".log").toAbsolutePath();
        Files.createDirectories(log.getParent());
        System.out.println(part + " … (its output goes to " + log + ")");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mvn",
                                "-B",
                                "-Djacoco.skip",
                                "-Dspotless.check.skip",
                                "-pl",
                                "carillon-calendar"));
        command.addAll(List.of(goals));
        int status =
                new ProcessBuilder(command)
                        .directory(calendar.resolve("..").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        if (status != 0) {
            complaints.add("%s: Maven ended with %d, see %s".formatted(part, status, log));
        }
        return status == 0;
    }
}
