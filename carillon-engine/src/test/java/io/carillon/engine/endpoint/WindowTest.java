package io.carillon.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// What a breaker counts after its window was changed.
class WindowTest {
    private static final Instant NOW = Instant.parse("2027-06-15T08:00:00Z");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    /// The window is changed, or stays; so long after that there are some more calls.
    record Step(Duration window, long millis, int calls) {}

    private record Call(Instant at, int calls) {}

    @Test
    void a_window_made_longer_counts_anew() {
        assertThat(total(counted(endpoint(FIVE_MINUTES), 9, NOW).with(policy(HOUR)))).isZero();
    }

    @Test
    void a_window_made_shorter_counts_anew() {
        assertThat(total(counted(endpoint(HOUR), 9, NOW).with(policy(FIVE_MINUTES)))).isZero();
    }

    @Test
    void a_window_that_stays_goes_on_counting() {
        assertThat(total(counted(endpoint(HOUR), 9, NOW).with(policy(HOUR)))).isEqualTo(9);
    }

    @Test
    void a_breaker_that_is_open_stays_open() {
        Breaker open = new Breaker.Open(NOW, NOW.plusSeconds(30), Duration.ofSeconds(30));
        Endpoint before = endpoint(HOUR).with(health(open));

        assertThat(before.with(policy(FIVE_MINUTES)).health().breaker()).isEqualTo(open);
    }

    @Property
    void a_call_older_than_the_window_never_counts(@ForAll("steps") List<Step> steps) {
        Endpoint endpoint = endpoint(FIVE_MINUTES);
        List<Call> before = new ArrayList<>();
        Instant now = NOW;
        for (Step step : steps) {
            endpoint = endpoint.with(policy(step.window()));
            now = now.plusMillis(step.millis());
            before.add(new Call(now, step.calls()));

            endpoint = counted(endpoint, step.calls(), now);

            Instant since = now.minus(step.window());
            int within =
                    before.stream()
                            .filter(call -> call.at().isAfter(since))
                            .mapToInt(Call::calls)
                            .sum();
            assertThat(total(endpoint)).isBetween(step.calls(), within);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Duration> windows =
                Arbitraries.of(
                        Duration.ofSeconds(10),
                        FIVE_MINUTES,
                        Duration.ofMillis(3_599_999),
                        Duration.ofSeconds(3_599),
                        HOUR);
        Arbitrary<Long> passed =
                Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 1_000),
                        Arbitraries.longs().between(0, HOUR.toMillis()),
                        Arbitraries.longs().between(0, Duration.ofDays(8).toMillis()));
        return Combinators.combine(windows, passed, Arbitraries.integers().between(0, 5))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    private static Endpoint counted(Endpoint endpoint, int calls, Instant now) {
        Tally accepted = new Tally(calls, 0, Optional.empty(), Optional.empty());
        return endpoint.with(endpoint.health().after(accepted, endpoint.policy(), now));
    }

    private static int total(Endpoint endpoint) {
        return ((Breaker.Closed) endpoint.health().breaker()).calls().total();
    }

    private static Endpoint endpoint(Duration window) {
        return new Endpoint(
                1,
                1,
                "webhook",
                "webhook",
                Limits.none(),
                policy(window),
                health(Breaker.closed()));
    }

    private static BreakerPolicy policy(Duration window) {
        return new BreakerPolicy(0.7, 10, window, Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    private static Health health(Breaker breaker) {
        return new Health(0, Optional.empty(), breaker, Failing.NOT, Optional.empty());
    }
}
