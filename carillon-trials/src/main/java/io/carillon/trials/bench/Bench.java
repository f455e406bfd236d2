package io.carillon.trials.bench;

import io.carillon.trials.TrialOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs the contestants of a mode in turns, each in a JVM and a database of its own, and compares.
/// `MODE [--rounds N] [--only NAMES] [--quick] [--count N]`. Exits 1 when an occurrence was lost or
/// handled twice, or when the mode's goal is missed.
public final class Bench {
    private static final int ROUNDS = 5;

    private final Mode mode;
    private final List<String> names;
    private final int rounds;
    private final int count;

    private Bench(Mode mode, List<String> names, int rounds, int count) {
        this.mode = mode;
        this.names = names;
        this.rounds = rounds;
        this.count = count;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(arguments));
        Mode mode = Mode.of(words.removeFirst());
        boolean quick = words.remove("--quick");
        TrialOptions options = TrialOptions.parse(words);
        options.allow("--rounds", "--only", "--count");
        List<String> names =
                options.find("--only")
                        .map(only -> List.of(only.split(",")))
                        .orElse(List.copyOf(Contestants.ALL.keySet()));
        Bench bench =
                new Bench(
                        mode,
                        names,
                        (int) options.number("--rounds", quick ? 1 : ROUNDS),
                        (int) options.number("--count", mode.count(quick)));
        System.exit(bench.run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Map<String, List<Figures>> all = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (String name : names) {
                Figures figures = turn(name);
                all.computeIfAbsent(name, _ -> new ArrayList<>()).add(figures);
                System.err.printf("round %d  %-12s %s%n", round, name, Report.line(figures));
            }
        }
        Report report = new Report(mode, count, all);
        System.out.print(report.table());
        return report.isGood();
    }

    private Figures turn(String name) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("carillon-bench");
        try {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx512m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Turn.class.getName(),
                                    mode.text(),
                                    name,
                                    Integer.toString(count),
                                    folder.toString())
                            .redirectErrorStream(true)
                            .start();
            List<String> said = new ArrayList<>();
            try (BufferedReader reader = process.inputReader()) {
                reader.lines().forEach(said::add);
            }
            int exit = process.waitFor();
            return said.stream()
                    .filter(Figures::isLine)
                    .findFirst()
                    .map(Figures::parse)
                    .orElseThrow(() ->
                            new IOException(
                                    "%s ended with %d: %s"
                                            .formatted(name, exit, String.join("\n", said))));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
