package io.carillon.trials.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What one turn of one contestant came to: how many occurrences were lost or handled twice, and
/// its figures by their names. Written as a line of JSON by the turn's JVM.
record Figures(
        String contestant,
        String configuration,
        long lost,
        long twice,
        SequencedMap<String, Double> values) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String MARK = "figures ";

    static Figures of(Contestant contestant, String name, Handled handled) {
        return new Figures(
                name,
                contestant.configuration(),
                handled.lost(),
                handled.twice(),
                new LinkedHashMap<>());
    }

    Figures with(Map<String, Double> more) {
        values.putAll(more);
        return this;
    }

    Figures with(String name, double value) {
        values.put(name, value);
        return this;
    }

    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
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
