package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.occasion.RetryPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Outcome BUSY = Outcome.Unavailable.because("HTTP 503");

    private final Town town = Town.at("2027-06-15T00:00:00Z");

    @Test
    void four_attempts_are_over_within_seconds() {
        town.sending(before -> before.with(RetryPolicy.of(4)));
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(Collections.nCopies(20, BUSY).toArray(Outcome[]::new));

        town.until("2027-06-15T08:00:07Z");

        assertThat(town.channel.sent()).hasSize(4);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(town.delivery().detail()).isEqualTo("HTTP 503; it was the last attempt");
    }

    @Test
    void waits_of_ones_own_are_kept_and_the_last_one_repeats() {
        town.sending(before ->
                before.with(
                        new RetryPolicy(4, List.of(Duration.ofMinutes(1), Duration.ofHours(1)))));
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(Collections.nCopies(20, BUSY).toArray(Outcome[]::new));

        town.until("2027-06-18T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly(
                        "2027-06-15T08:00:00Z",
                        "2027-06-15T08:01:00Z",
                        "2027-06-15T09:01:00Z",
                        "2027-06-15T10:01:00Z");
    }

    @Test
    void an_endpoint_that_asks_for_longer_than_expiry_is_not_tried_again() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(new Outcome.Unavailable("HTTP 429", Optional.of(Duration.ofDays(3))));

        town.until("2027-06-19T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().detail())
                .isEqualTo("HTTP 429; it expires before the next attempt");
    }

    @Test
    void a_definition_changed_while_an_attempt_is_made_settles_that_attempt() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(BUSY);
        town.channel.whileSending(() -> town.sending(before -> before.with(RetryPolicy.of(1))));

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void what_waits_already_keeps_its_wait_and_is_settled_by_the_new_definition() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(Collections.nCopies(20, BUSY).toArray(Outcome[]::new));
        town.until("2027-06-15T08:00:10Z"); // four attempts made, the fifth after five minutes

        town.sending(before -> before.with(RetryPolicy.of(5)));
        town.until("2027-06-18T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(5);
        assertThat(town.channel.sentAt().getLast()).startsWith("2027-06-15T08:05:");
    }
}
