package io.carillon.trials.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// What PIT reports: how many changes it made to the code, and which of them no test noticed.
record Mutants(long count, List<Survivor> survivors) {
    private static final String PACKAGE = "io.carillon.calendar";
    private static final int COLUMNS = 7;
    private static final Set<String> UNNOTICED = Set.of("SURVIVED", "NO_COVERAGE");

    Mutants {
        survivors = List.copyOf(survivors);
    }

    long killed() {
        return count - survivors.size();
    }

    /// Reads the lines of its CSV, and the lines of the module's sources that it speaks of.
    static Mutants read(List<String> report, Path module) {
        Path sources = module.resolve("src/main/java").resolve(PACKAGE.replace('.', '/'));
        Map<String, List<String>> read = new HashMap<>();
        return parse(
                report,
                (file, number) ->
                        read.computeIfAbsent(file, _ -> lines(sources.resolve(file)))
                                .get(number - 1));
    }

    /// Columns are the file, the class, the mutator, the method, the line, the status, and the test
    /// that noticed it.
    static Mutants parse(List<String> report, BiFunction<String, Integer, String> lineOf) {
        List<Survivor> survivors =
                report.stream()
                        .map(Mutants::columns)
                        .filter(columns -> UNNOTICED.contains(columns[5]))
                        .map(columns -> survivor(columns, lineOf))
                        .sorted()
                        .toList();
        return new Mutants(report.size(), survivors);
    }

    private static String[] columns(String line) {
        String[] columns = line.split(",", COLUMNS);
        if (columns.length < COLUMNS) {
            throw new IllegalArgumentException("the report ends early, at " + line);
        }
        return columns;
    }

    private static Survivor survivor(String[] columns, BiFunction<String, Integer, String> lineOf) {
        String type = columns[1];
        String folder = type.substring(PACKAGE.length() + 1, type.lastIndexOf('.') + 1);
        String file = folder.replace('.', '/') + columns[0];
        String mutator = columns[2].substring(columns[2].lastIndexOf('.') + 1);
        return new Survivor(
                file,
                mutator.replace("Mutator", ""),
                lineOf.apply(file, Integer.valueOf(columns[4])).strip());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
