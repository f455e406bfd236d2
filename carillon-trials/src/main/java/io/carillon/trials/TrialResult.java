package io.carillon.trials;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/// What a trial counted, and what it has to complain of: nothing, if it passed.
public record TrialResult(long seed, SequencedMap<String, Long> counts, List<String> complaints) {
    private static final JsonMapper JSON = new JsonMapper();

    public boolean passed() {
        return complaints.isEmpty();
    }

    /// The line that is kept.
    String line(String trial, String startedAt, String commit, long seconds) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("trial", trial);
        line.put("startedAt", startedAt);
        line.put("commit", commit);
        line.put("seconds", seconds);
        line.put("seed", seed);
        line.put("passed", passed());
        line.put("counts", counts);
        line.put("complaints", complaints);
        return JSON.writeValueAsString(line);
    }
}
