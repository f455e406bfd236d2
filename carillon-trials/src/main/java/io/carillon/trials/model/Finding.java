package io.carillon.trials.model;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a search of the model's states said: how many it saw, in how many seconds, what was
/// violated first, and whether it saw them all.
record Finding(long states, double seconds, Optional<String> violated, boolean isWhole) {
    /// The condition of an assertion that something never happens.
    static final String NEVER = "0";

    private static final String CYCLE = "for ever";

    private static final Pattern STATES = Pattern.compile("(?m)^ *(\\S+) states, stored");
    private static final Pattern SECONDS = Pattern.compile("elapsed time (\\S+) seconds");
    private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");
    private static final Pattern ASSERTION =
            Pattern.compile("pan:\\d+: assertion violated (.+) \\(at depth");
    private static final Pattern ACCEPTANCE = Pattern.compile("pan:\\d+: acceptance cycle");

    /// Reads what spin's verifier prints. What it does not understand is an
    /// [IllegalArgumentException].
    static Finding parse(String output) {
        boolean failed = !find(ERRORS, output).equals("0");
        Optional<String> violated =
                ASSERTION
                        .matcher(output)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .findFirst()
                        .or(() ->
                                ACCEPTANCE.matcher(output).find()
                                        ? Optional.of(CYCLE)
                                        : Optional.empty());
        if (failed && violated.isEmpty()) {
            throw new IllegalArgumentException("an error of another kind:\n" + output);
        }
        return new Finding(
                (long) Double.parseDouble(find(STATES, output)),
                Double.parseDouble(find(SECONDS, output)),
                violated,
                !output.contains("Search not completed")
                        && !output.contains("max search depth too small"));
    }

    private static String find(Pattern pattern, String output) {
        return pattern.matcher(output)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no '%s' in:\n%s".formatted(pattern, output)));
    }
}
