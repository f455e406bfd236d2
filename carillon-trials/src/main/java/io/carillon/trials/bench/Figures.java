package io.carillon.trials.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What one turn came to: figures by their names, and what it was that was measured. Written as a
/// line of JSON by the turn's JVM.
record Figures(String configuration, SequencedMap<String, Double> values) {
    /// Both must be 0.
    static final String LOST = "lost";

    static final String TWICE = "handled twice";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String MARK = "figures ";

    static Figures of(String configuration) {
        return new Figures(configuration, new LinkedHashMap<>());
    }

    /// Over a database with these settings.
    Figures over(String settings) {
        return new Figures("%s; %s".formatted(configuration, settings), values);
    }

    Figures with(Map<String, Double> more) {
        values.putAll(more);
        return this;
    }

    Figures with(String name, double value) {
        values.put(name, value);
        return this;
    }

    Figures with(String name, long value) {
        return with(name, (double) value);
    }

    Figures with(Handled handled) {
        return with(LOST, handled.lost()).with(TWICE, handled.twice());
    }

    /// Not a number where there is none.
    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    boolean isWhole() {
        return values.getOrDefault(LOST, 0.0) == 0 && values.getOrDefault(TWICE, 0.0) == 0;
    }

    String line() {
        return MARK + MAPPER.writeValueAsString(this);
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK);
    }

    static Figures parse(String line) {
        return MAPPER.readValue(line.substring(MARK.length()), new TypeReference<>() {});
    }
}
