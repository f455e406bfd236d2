package io.carillon.trials.bench;

import io.carillon.trials.TrialOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs the contestants of a mode in turns, each in a JVM and a database of its own, and compares.
/// `MODE [--rounds N] [--only NAMES] [--count N] [--quick]`, or `--duration PT1H` instead of the
/// count where it is one of seconds. Exits 1 when an occurrence was lost or handled twice, or when
/// the mode's goal is missed.
public final class Bench {
    private static final int ROUNDS = 5;
    private static final int SECONDS_MIN = 30;

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
        try {
            System.exit(of(List.of(arguments)).run() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("carillon: " + e.getMessage());
            System.exit(2);
        }
    }

    private static Bench of(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        Mode mode = Modes.of(words.removeFirst());
        boolean quick = words.remove("--quick");
        TrialOptions options = TrialOptions.parse(words);
        String amount = mode.isOfSeconds() ? "--duration" : "--count";
        options.allow("--rounds", "--only", amount);
        List<String> names =
                options.find("--only")
                        .map(only -> List.of(only.split(",", -1)))
                        .orElse(mode.usual(quick));
        names.stream()
                .filter(name -> !mode.contestants().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "there is no '%s' in %s; there are %s"
                                    .formatted(
                                            name,
                                            mode.name(),
                                            String.join(", ", mode.contestants())));
                });
        return new Bench(
                mode,
                names,
                Math.toIntExact(
                        options.positive("--rounds", quick || mode.isOfSeconds() ? 1 : ROUNDS)),
                Math.toIntExact(
                        mode.isOfSeconds()
                                ? seconds(options, mode.count(quick))
                                : options.positive("--count", mode.count(quick))));
    }

    private static long seconds(TrialOptions options, long otherwise) {
        long seconds =
                options.find("--duration")
                        .map(Bench::parse)
                        .map(Duration::toSeconds)
                        .orElse(otherwise);
        if (seconds < SECONDS_MIN) {
            throw new IllegalArgumentException(
                    "--duration must be at least %d s".formatted(SECONDS_MIN));
        }
        return seconds;
    }

    private static Duration parse(String duration) {
        try {
            return Duration.parse(duration);
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException("--duration is written as PT1H, not " + duration);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        Report report = new Report(mode.heading(count), mode.goals());
        for (int round = 1; round <= rounds; round++) {
            report.beginRound();
            for (String name : inTurn(round)) {
                Figures figures = turn(name);
                report.add(name, figures);
                System.err.printf("round %d  %-12s %s%n", round, name, Report.line(figures));
            }
        }
        System.out.print(report.table());
        return report.isGood();
    }

    /// Another one begins each round, for the machine has its hours.
    private List<String> inTurn(int round) {
        List<String> turned = new ArrayList<>(names);
        Collections.rotate(turned, 1 - round);
        return turned;
    }

    private Figures turn(String name) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("carillon-bench");
        try {
            Path errors = folder.resolve("errors.txt");
            Process process =
                    Java.of(
                                    Turn.class,
                                    mode.name(),
                                    name,
                                    Integer.toString(mode.countOf(name, count)),
                                    folder.toString())
                            .redirectError(errors.toFile())
                            .start();
            Optional<Figures> figures = listen(process);
            int exit = process.waitFor();
            return figures.orElseThrow(() ->
                    new IOException("%s ended with %d: %s".formatted(name, exit, textOf(errors))));
        } finally {
            delete(folder);
        }
    }

    /// What is no figures is shown as it comes.
    private static Optional<Figures> listen(Process process) throws IOException {
        Optional<Figures> figures = Optional.empty();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (Figures.isLine(line)) {
                    figures = Optional.of(Figures.parse(line));
                } else {
                    System.err.println(line);
                }
            }
        }
        return figures;
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
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
