package io.carillon.trials.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/// The figures of all rounds, compared: medians with the lowest and the highest, and goals that are
/// medians of what each round came to by itself.
final class Report {
    static final String OURS = "carillon";

    /// Of all occurrences, of which slow contestants get fewer; or with no zero to be compared by.
    private static final Set<String> WITHOUT_RATIO =
            Set.of("seconds", "commits", "dead tuples", "least late ms");

    private final String heading;
    private final List<Goal> goals;
    private final List<Round> rounds = new ArrayList<>();

    Report(String heading, List<Goal> goals) {
        this.heading = heading;
        this.goals = goals;
    }

    void beginRound() {
        rounds.add(new Round());
    }

    void add(String contestant, Figures figures) {
        rounds.getLast().add(contestant, figures);
    }

    static String line(Figures figures) {
        return figures.values().entrySet().stream()
                .map(figure -> figure.getKey() + " " + number(figure.getValue()))
                .collect(Collectors.joining(", "));
    }

    String table() {
        Map<String, Figures> first = rounds.getFirst().turns();
        StringBuilder table = new StringBuilder("%n%s%n".formatted(heading));
        first.forEach((name, figures) ->
                table.append("  %-13s %s%n".formatted(name, figures.configuration())));
        table.append(row("median (lowest-highest)", List.copyOf(first.keySet())));
        for (String figure : figureNames()) {
            table.append(
                    row(
                            figure,
                            first.keySet().stream().map(name -> spread(name, figure)).toList()));
        }
        table.append(ratios(first.keySet()));
        for (Goal goal : goals) {
            OptionalDouble reached = goal.reached(rounds);
            table.append(
                    "%s%n"
                            .formatted(
                                    reached.isPresent()
                                            ? goal.line(reached.getAsDouble())
                                            : "not measured: " + goal.text()));
        }
        return table.toString();
    }

    /// Of ours to each other contestant's, the medians of what each round came to.
    private String ratios(Set<String> names) {
        List<String> others = names.stream().filter(name -> !name.equals(OURS)).toList();
        if (others.size() == names.size() || others.isEmpty()) {
            return "";
        }
        StringBuilder ratios = new StringBuilder(row(OURS + " / the other", others));
        for (String figure : figureNames()) {
            if (WITHOUT_RATIO.contains(figure)) {
                continue;
            }
            List<String> cells = others.stream().map(other -> ratio(figure, other)).toList();
            if (!String.join("", cells).isEmpty()) {
                ratios.append(row(figure, cells));
            }
        }
        return ratios.toString();
    }

    private String ratio(String figure, String other) {
        double[] ratios =
                rounds.stream()
                        .mapToDouble(round -> round.get(OURS, figure) / round.get(other, figure))
                        .filter(Double::isFinite)
                        .toArray();
        return ratios.length == 0 ? "" : number(median(ratios));
    }

    boolean isGood() {
        boolean whole = rounds.stream().allMatch(Round::isWhole);
        return whole
                && goals.stream()
                        .allMatch(goal -> {
                            OptionalDouble reached = goal.reached(rounds);
                            return reached.isEmpty() || goal.isMet(reached.getAsDouble());
                        });
    }

    private SequencedSet<String> figureNames() {
        SequencedSet<String> names = new LinkedHashSet<>();
        rounds.getFirst()
                .turns()
                .values()
                .forEach(figures -> names.addAll(figures.values().keySet()));
        return names;
    }

    private String spread(String name, String figure) {
        double[] values =
                rounds.stream()
                        .mapToDouble(round -> round.get(name, figure))
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray();
        return switch (values.length) {
            case 0 -> "";
            case 1 -> number(values[0]);
            default ->
                    "%s (%s-%s)"
                            .formatted(
                                    number(median(values)),
                                    number(values[0]),
                                    number(values[values.length - 1]));
        };
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
    }

    private static String row(String name, List<String> cells) {
        List<String> all = new ArrayList<>(List.of(String.format("%-24s", name)));
        cells.forEach(cell -> all.add(String.format("%24s", cell)));
        return String.join("  ", all).stripTrailing() + System.lineSeparator();
    }
}
