package io.carillon.trials.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What the checker says of a history.
public record Verdict(List<Finding> findings, SequencedMap<String, Long> numbers) {
    public Verdict {
        findings = List.copyOf(findings);
        numbers = new LinkedHashMap<>(numbers);
    }

    public boolean finds(Clause clause) {
        return findings.stream().anyMatch(finding -> finding.clause() == clause);
    }

    /// A number by its name, as [Checker] calls it; none is zero.
    public long number(String name) {
        return numbers.getOrDefault(name, 0L);
    }
}
