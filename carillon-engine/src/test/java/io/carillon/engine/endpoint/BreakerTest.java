package io.carillon.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Instant NOW = Instant.parse("2027-06-15T08:00:00Z");
    private static final BreakerPolicy POLICY = BreakerPolicy.ofDefaults();
    private static final Duration TENTH = Duration.ofSeconds(30);

    /// Some attempts, so long after those before.
    record Step(int seconds, int calls, int failures) {}

    @Test
    void nine_failures_are_too_few_and_ten_are_enough() {
        assertThat(Breaker.closed().after(counted(9, 9), POLICY, NOW))
                .isInstanceOf(Breaker.Closed.class);
        assertThat(Breaker.closed().after(counted(10, 10), POLICY, NOW))
                .isEqualTo(new Breaker.Open(NOW, NOW.plusSeconds(30), Duration.ofSeconds(30)));
    }

    @Test
    void seven_of_ten_are_too_many_and_six_are_not() {
        assertThat(Breaker.closed().after(counted(10, 6), POLICY, NOW))
                .isInstanceOf(Breaker.Closed.class);
        assertThat(Breaker.closed().after(counted(10, 7), POLICY, NOW))
                .isInstanceOf(Breaker.Open.class);
    }

    @Test
    void failures_of_more_than_five_minutes_ago_are_forgotten() {
        Breaker some = Breaker.closed().after(counted(9, 9), POLICY, NOW);

        assertThat(some.after(counted(1, 1), POLICY, NOW.plusSeconds(240)))
                .isInstanceOf(Breaker.Open.class);
        assertThat(some.after(counted(1, 1), POLICY, NOW.plusSeconds(301)))
                .isInstanceOf(Breaker.Closed.class);
    }

    @Test
    void a_clock_that_went_back_by_a_moment_counts_in_the_last_tenth() {
        Breaker some = Breaker.closed().after(counted(9, 9), POLICY, NOW);

        assertThat(some.after(counted(1, 1), POLICY, NOW.minusSeconds(31)))
                .isInstanceOf(Breaker.Open.class);
    }

    @Test
    void what_was_under_way_when_it_opened_neither_closes_it_nor_puts_off_the_probe() {
        Breaker open = Breaker.closed().after(counted(10, 10), POLICY, NOW);

        assertThat(open.after(counted(30, 0), POLICY, NOW)).isEqualTo(open);
        assertThat(open.after(counted(30, 30), POLICY, NOW)).isEqualTo(open);
    }

    @Test
    void whoever_takes_the_probe_takes_it_alone_for_as_long_as_it_may_take() {
        Breaker.Open open = new Breaker.Open(NOW, NOW, Duration.ofSeconds(1));

        assertThat(open.mayBeProbed(NOW)).isTrue();
        assertThat(open.probed(NOW).mayBeProbed(NOW.plusSeconds(14))).isFalse();
        assertThat(open.probed(NOW).mayBeProbed(NOW.plusSeconds(15))).isTrue();
    }

    @Property
    void it_opens_exactly_when_the_window_says_so(
            @ForAll @Size(max = 40) List<@IntRange(max = 6_000) Integer> drawn) {
        List<Step> before = new ArrayList<>();
        List<Instant> at = new ArrayList<>();
        Breaker breaker = Breaker.closed();
        Instant now = NOW;
        for (int number : drawn) {
            Step step =
                    new Step(
                            number % 100,
                            number / 100 % 6,
                            Math.min(number / 100 % 6, number / 600));
            now = now.plusSeconds(step.seconds());
            before.add(step);
            at.add(now);

            breaker = breaker.after(counted(step.calls(), step.failures()), POLICY, now);

            long present = now.getEpochSecond() / TENTH.toSeconds();
            int calls = 0;
            int failures = 0;
            for (int i = 0; i < before.size(); i++) {
                if (present - at.get(i).getEpochSecond() / TENTH.toSeconds() < 10) {
                    calls += before.get(i).calls();
                    failures += before.get(i).failures();
                }
            }
            boolean tooMuch = calls >= 10 && failures >= 0.7 * calls && step.failures() > 0;
            assertThat(breaker instanceof Breaker.Open).isEqualTo(tooMuch);
            if (tooMuch) {
                return;
            }
        }
    }

    @Property
    void probes_that_fail_come_ever_more_seldom_and_one_that_is_answered_closes_it(
            @ForAll @IntRange(max = 12) int failed) {
        Breaker breaker = Breaker.closed().after(counted(10, 10), POLICY, NOW);
        Instant now = NOW;
        Duration before = Duration.ZERO;
        for (int i = 0; i < failed; i++) {
            Breaker.Open open = (Breaker.Open) breaker;
            Duration waited = Duration.between(now, open.probeAt());
            assertThat(waited).isBetween(before, POLICY.probeAfterMax());
            before = waited;
            now = open.probeAt();
            breaker = open.probed(now).after(probed(false), POLICY, now);
            assertThat(((Breaker.Open) breaker).openedAt()).isEqualTo(NOW);
        }

        assertThat(breaker.after(probed(true), POLICY, now)).isEqualTo(Breaker.closed());
    }

    private static Tally counted(int calls, int failures) {
        return new Tally(calls, failures, Optional.empty(), Optional.empty());
    }

    private static Tally probed(boolean answered) {
        return new Tally(1, answered ? 0 : 1, Optional.of(answered), Optional.empty());
    }
}
