package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.LocalHours;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.occasion.RetryPolicy;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `localHours`: 08:00 to 21:00 where the subject lives. In June London is an hour ahead of UTC.
class LocalWaitsTest {
    private static final Outcome BUSY = Outcome.Unavailable.because("HTTP 503");

    private final Town town = Town.at("2027-06-15T00:00:00Z");

    @Test
    void what_is_late_waits_for_the_morning() {
        hours("08:00", "21:00");
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-15T20:00:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.PENDING);

        town.until("2027-06-16T12:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-16T07:00:00Z");
        assertThat(town.delivery().times().late()).contains(true);
        assertThat(town.delivery().times().lateFor()).contains(Duration.ofHours(23));
    }

    @Test
    void what_is_late_within_the_hours_goes_at_once() {
        hours("08:00", "21:00");
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-15T19:59:59Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T19:59:59Z");
    }

    @Test
    void what_is_in_time_goes_at_any_hour() {
        hours("10:00", "11:00");
        town.person("1990-06-15", "Europe/London");

        town.until("2027-06-15T12:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T08:00:00Z");
    }

    @Test
    void who_signs_up_on_the_day_is_in_time() {
        hours("08:00", "21:00");
        town.until("2027-06-15T21:30:00Z");

        town.person("1990-06-15", "Europe/London");
        town.engine.round();

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T21:30:00Z");
    }

    @Test
    void another_attempt_waits_for_the_morning() {
        hours("08:00", "21:00");
        town.ringsAt("20:58");
        town.sending(before -> before.with(RetryPolicy.of(List.of(Duration.ofMinutes(5)))));
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(BUSY);

        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly("2027-06-15T19:58:00Z", "2027-06-16T07:00:00Z");
        assertThat(town.history(town.delivery())).containsExactly("1 unavailable", "2 accepted");
        assertThat(town.delivery().times().late()).contains(false);
    }

    @Test
    void what_expires_before_the_morning_is_missed_at_once() {
        hours("08:00", "21:00");
        expiresAfter(Duration.ofHours(22));
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-15T20:00:00Z");

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.MISSED);
        assertThat(town.delivery().detail()).isEqualTo("it expires before its local hours begin");
    }

    @Test
    void what_expires_with_the_opening_is_sent() {
        hours("08:00", "21:00");
        expiresAfter(Duration.ofHours(23));
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-15T20:00:00Z");
        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-16T07:00:00Z");
    }

    @Test
    void another_attempt_that_expires_before_the_morning_fails() {
        hours("08:00", "21:00");
        town.ringsAt("20:58");
        expiresAfter(Duration.ofHours(2));
        town.sending(before -> before.with(RetryPolicy.of(List.of(Duration.ofMinutes(5)))));
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(BUSY);

        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(town.delivery().attempts()).isEqualTo(1);
        assertThat(town.delivery().detail()).isEqualTo("it expires before its local hours begin");
    }

    @Test
    void who_moves_while_it_waits_gets_it_in_the_hours_of_the_new_home() {
        hours("08:00", "21:00");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.downUntil("2027-06-15T20:00:00Z");

        town.moves(ada, "America/Los_Angeles");
        town.until("2027-06-17T00:00:00Z");

        // at 07:00Z it is midnight there; they open at 15:00Z
        assertThat(town.channel.sentAt()).containsExactly("2027-06-16T15:00:00Z");
    }

    @Test
    void a_window_over_midnight_is_one() {
        hours("22:00", "06:00");
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-15T12:00:00Z");
        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T21:00:00Z");
    }

    @Test
    void a_replay_waits_for_the_hours_too() {
        hours("08:00", "21:00");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(new Outcome.Refused("HTTP 422"));
        town.until("2027-06-15T22:00:00Z");

        town.operate(Operation.REPLAY);
        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly("2027-06-15T08:00:00Z", "2027-06-16T07:00:00Z");
    }

    @Test
    void without_hours_what_is_late_goes_at_once() {
        hours("08:00", "21:00");
        town.sending(before -> before.with(Optional.empty()));
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-15T22:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T22:00:00Z");
    }

    @Test
    void many_more_than_a_claim_takes_are_put_off_and_all_go_in_the_morning() {
        Town small =
                Town.at(
                        "2027-06-15T00:00:00Z",
                        new EngineSettings("small", 2, 8, 8, Duration.ZERO, true));
        small.sending(before ->
                before.with(Optional.of(new LocalHours(LocalTime.of(8, 0), LocalTime.of(21, 0)))));
        for (int i = 0; i < 9; i++) {
            small.person("Bob", "1990-06-15", "Europe/London");
        }
        small.ringsAt("20:58");
        small.sending(before -> before.with(RetryPolicy.of(List.of(Duration.ofMinutes(5)))));
        small.channel.answers(Collections.nCopies(9, BUSY).toArray(Outcome[]::new));

        small.until("2027-06-15T21:00:00Z");
        assertThat(small.channel.sent()).hasSize(9);
        small.until("2027-06-16T12:00:00Z");

        assertThat(small.channel.sentAt().subList(9, 18)).containsOnly("2027-06-16T07:00:00Z");
        assertThat(small.deliveries())
                .allSatisfy(delivery ->
                        assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED));
    }

    private void hours(String from, String until) {
        town.sending(before ->
                before.with(
                        Optional.of(
                                new LocalHours(LocalTime.parse(from), LocalTime.parse(until)))));
    }

    private void expiresAfter(Duration duration) {
        town.policies(before -> Town.expiresAfter(before, duration.toString()));
    }
}
