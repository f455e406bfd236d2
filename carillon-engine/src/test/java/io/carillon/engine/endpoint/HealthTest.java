package io.carillon.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final Instant NOW = Instant.parse("2027-06-15T08:00:00Z");
    private static final Health WELL =
            new Health(0, Optional.empty(), Breaker.closed(), Failing.NOT, Optional.empty());

    @Test
    void an_endpoint_that_is_gone_is_disabled_whatever_else_was_counted() {
        Health after =
                WELL.after(
                        new Tally(30, 1, Optional.empty(), Optional.of("HTTP 410")),
                        BreakerPolicy.ofDefaults(),
                        NOW);

        assertThat(after.disabled()).contains(new Health.Disabled(NOW, "HTTP 410"));
    }

    @Test
    void what_was_under_way_when_it_was_disabled_changes_nothing() {
        Health disabled = WELL.disabled("for a test", NOW);

        assertThat(disabled.after(failures(50), BreakerPolicy.ofDefaults(), NOW))
                .isEqualTo(disabled);
    }

    @Test
    void failures_a_month_apart_give_nobody_up() {
        Health after = WELL;
        for (int month = 0; month < 9; month++) {
            after = after.after(failures(1), BreakerPolicy.ofDefaults(), later(month * 30 * 24));
        }

        assertThat(after.disabled()).isEmpty();
        assertThat(after.failing().notices()).isZero();
    }

    @Test
    void notice_is_given_after_a_day_and_after_three_and_the_end_comes_after_five() {
        Health after = WELL;
        int[] hours = {0, 23, 24, 71, 72, 119, 120};
        int[] notices = {0, 0, 1, 1, 2, 2, 2};
        for (int i = 0; i < hours.length; i++) {
            assertThat(after.disabled()).isEmpty();
            after = after.after(failures(5), BreakerPolicy.ofDefaults(), later(hours[i]));
            assertThat(after.failing().notices()).isEqualTo(notices[i]);
        }

        assertThat(after.disabled().orElseThrow().reason())
                .isEqualTo("nothing but failures since " + NOW);
        assertThat(after.enabled().failing()).isEqualTo(Failing.NOT);
    }

    @Test
    void a_success_among_failures_counts_as_one() {
        Health failing = WELL.after(failures(50), BreakerPolicy.ofDefaults(), NOW);

        assertThat(
                        failing.after(
                                        new Tally(50, 49, Optional.empty(), Optional.empty()),
                                        BreakerPolicy.ofDefaults(),
                                        later(119))
                                .failing())
                .isEqualTo(Failing.NOT);
    }

    private static Tally failures(int count) {
        return new Tally(count, count, Optional.empty(), Optional.empty());
    }

    private static Instant later(int hours) {
        return NOW.plus(Duration.ofHours(hours));
    }
}
