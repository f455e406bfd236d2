package io.carillon.engine.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How long to wait before the next attempt: first briefly and at random, so that a moment's
/// trouble costs seconds and a crowd of retries spreads, then by the schedule of the Standard
/// Webhooks specification.
public record RetryPolicy(List<Duration> jittered, List<Duration> fixed) {
    public RetryPolicy {
        jittered = List.copyOf(jittered);
        fixed = List.copyOf(fixed);
    }

    public static RetryPolicy ofDefaults() {
        return new RetryPolicy(
                Stream.of(1, 2, 4).map(Duration::ofSeconds).toList(),
                Stream.of("PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H")
                        .map(Duration::parse)
                        .toList());
    }

    /// The wait after the attempt of this number, from 1; none when it was the last. `jitter` is
    /// between 0 and 1.
    public Optional<Duration> waitAfter(int attempt, double jitter) {
        if (attempt <= jittered.size()) {
            Duration most = jittered.get(attempt - 1);
            return Optional.of(Duration.ofMillis(Math.round(most.toMillis() * jitter)));
        }
        int index = attempt - jittered.size() - 1;
        return index < fixed.size() ? Optional.of(fixed.get(index)) : Optional.empty();
    }
}
