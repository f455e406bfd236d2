package io.carillon.engine.occasion;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How often a delivery is tried, and how long it waits before each further attempt: after the
/// first attempt the first of the waits, and so on; the last one repeats.
///
/// A wait of less than a minute is spread at random from zero to its length, so that a moment's
/// trouble costs seconds and a crowd of retries does not come back as one.
public record RetryPolicy(int attempts, List<Duration> waits) {
    public static final int ATTEMPTS_MAX = 100;
    public static final int WAITS_MAX = 20;
    public static final Duration WAIT_MIN = Duration.ofSeconds(1);
    public static final Duration WAIT_MAX = Duration.ofDays(30);

    private static final Duration SPREAD_BELOW = Duration.ofMinutes(1);

    /// Briefly at first, then by the schedule of the Standard Webhooks specification.
    private static final List<Duration> WAITS =
            Stream.of(
                            "PT1S", "PT2S", "PT4S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H",
                            "PT14H", "PT20H", "PT24H")
                    .map(Duration::parse)
                    .toList();

    public RetryPolicy {
        waits = List.copyOf(waits);
        if (attempts < 1 || attempts > ATTEMPTS_MAX) {
            throw new IllegalArgumentException("attempts: " + attempts);
        }
        if (waits.isEmpty() || waits.size() > WAITS_MAX) {
            throw new IllegalArgumentException("waits: " + waits);
        }
    }

    public static RetryPolicy ofDefaults() {
        return of(WAITS);
    }

    /// The default waits, and another number of attempts.
    public static RetryPolicy of(int attempts) {
        return new RetryPolicy(attempts, WAITS);
    }

    /// One attempt more than there are waits.
    public static RetryPolicy of(List<Duration> waits) {
        return new RetryPolicy(waits.size() + 1, waits);
    }

    /// The wait after the attempt of this number, from 1; none when it was the last. `jitter` is
    /// between 0 and 1.
    public Optional<Duration> waitAfter(int attempt, double jitter) {
        if (attempt >= attempts) {
            return Optional.empty();
        }
        Duration wait = waits.get(Math.min(attempt, waits.size()) - 1);
        return Optional.of(
                wait.compareTo(SPREAD_BELOW) < 0
                        ? Duration.ofMillis(Math.round(wait.toMillis() * jitter))
                        : wait);
    }
}
