package io.carillon.trials.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// The figures of all rounds, compared: medians with the lowest and the highest, and goals that are
/// medians of each round's own ratio.
final class Report {
    private static final String OURS = "carillon";

    private final Mode mode;
    private final int count;
    private final Map<String, List<Figures>> rounds;

    Report(Mode mode, int count, Map<String, List<Figures>> rounds) {
        this.mode = mode;
        this.count = count;
        this.rounds = rounds;
    }

    static String line(Figures figures) {
        return figures.values().entrySet().stream()
                .map(figure -> figure.getKey() + " " + number(figure.getValue()))
                .collect(Collectors.joining(", "));
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append("%n%s, %,d occurrences%n".formatted(mode.text(), count));
        rounds.forEach((name, all) ->
                table.append("  %-13s %s%n".formatted(name, all.getFirst().configuration())));
        table.append(row("median (lowest-highest)", List.copyOf(rounds.keySet())));
        for (String figure : figureNames()) {
            table.append(
                    row(figure, rounds.values().stream().map(all -> spread(all, figure)).toList()));
        }
        table.append(row("lost", sums(Figures::lost)));
        table.append(row("handled twice", sums(Figures::twice)));
        for (Goal goal : goals()) {
            table.append(
                    "%s %s: %s%n"
                            .formatted(
                                    goal.isMet(rounds) ? "reached" : "MISSED",
                                    goal.text(),
                                    number(goal.value(rounds))));
        }
        return table.toString();
    }

    boolean isGood() {
        boolean whole =
                rounds.values().stream()
                        .flatMap(List::stream)
                        .allMatch(figures -> figures.lost() == 0 && figures.twice() == 0);
        return whole && goals().stream().allMatch(goal -> goal.isMet(rounds));
    }

    /// Those of the mode whose contestants took part.
    private List<Goal> goals() {
        return Goal.of(mode).stream()
                .filter(goal ->
                        rounds.containsKey(OURS)
                                && goal.against().map(rounds::containsKey).orElse(true))
                .toList();
    }

    private Set<String> figureNames() {
        Set<String> names = new LinkedHashSet<>();
        rounds.values().forEach(all -> names.addAll(all.getFirst().values().keySet()));
        return names;
    }

    private List<String> sums(ToLongFunction<Figures> number) {
        return rounds.values().stream()
                .map(all -> Long.toString(all.stream().mapToLong(number).sum()))
                .toList();
    }

    private static String spread(List<Figures> all, String figure) {
        double[] values = all.stream().mapToDouble(one -> one.get(figure)).sorted().toArray();
        return values.length == 1
                ? number(values[0])
                : "%s (%s-%s)"
                        .formatted(
                                number(median(values)),
                                number(values[0]),
                                number(values[values.length - 1]));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
    }

    private static String row(String name, List<String> cells) {
        List<String> all = new ArrayList<>(List.of(String.format("%-24s", name)));
        cells.forEach(cell -> all.add(String.format("%24s", cell)));
        return String.join("  ", all) + System.lineSeparator();
    }
}
