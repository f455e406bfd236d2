package io.carillon.trials.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Why changes of the code may go unnoticed: how many, for each [Survivor].
///
/// A reason is lines that begin with `#`; below it stand the survivors that it explains, as
/// [Survivor#toString()] writes them, with `2 x ` in front where there are two of one kind.
record Explanations(Map<Survivor, Long> allowed) {
    private static final Pattern SURVIVOR =
            Pattern.compile("(?:(?<times>\\d+) x )?(?<file>\\S+) (?<mutator>\\S+) \\| (?<line>.+)");

    Explanations {
        allowed = Map.copyOf(allowed);
    }

    static Explanations parse(List<String> lines) {
        Map<Survivor, Long> allowed = new TreeMap<>();
        boolean explained = false;
        for (String line : lines) {
            if (line.isBlank()) {
                explained = false;
            } else if (line.startsWith("#")) {
                explained = true;
            } else {
                Matcher survivor = SURVIVOR.matcher(line);
                if (!survivor.matches() || !explained) {
                    throw new IllegalArgumentException("neither a reason nor below one: " + line);
                }
                String times = survivor.group("times");
                allowed.merge(
                        new Survivor(
                                survivor.group("file"),
                                survivor.group("mutator"),
                                survivor.group("line")),
                        times == null ? 1 : Long.parseLong(times),
                        Long::sum);
            }
        }
        return new Explanations(allowed);
    }

    /// A line for each survivor that is not explained, or not so many of it.
    List<String> missingFor(List<Survivor> survivors) {
        Map<Survivor, Long> found =
                survivors.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Function.identity(), TreeMap::new, Collectors.counting()));
        List<String> missing = new ArrayList<>();
        found.forEach((survivor, count) -> {
            long unexplained = count - allowed.getOrDefault(survivor, 0L);
            if (unexplained > 0) {
                missing.add("not explained: %d x %s".formatted(unexplained, survivor));
            }
        });
        return missing;
    }
}
