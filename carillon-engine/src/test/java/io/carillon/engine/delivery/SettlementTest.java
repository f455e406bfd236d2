package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.Slot;
import io.carillon.engine.occasion.RetryPolicy;
import io.carillon.engine.occasion.Sending;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {
    private static final Instant NOW = Instant.parse("2027-06-15T08:00:00Z");
    private static final RetryPolicy RETRY = RetryPolicy.ofDefaults();

    @ParameterizedTest(name = "after attempt {0}: at most {1}")
    @CsvSource({
        "1, PT1S",
        "2, PT2S",
        "3, PT4S",
        "4, PT5M",
        "5, PT30M",
        "6, PT2H",
        "7, PT5H",
        "8, PT10H",
        "9, PT14H",
        "10, PT20H",
        "11, PT24H"
    })
    void waits_grow_from_a_second_to_a_day(int attempt, Duration most) {
        assertThat(RETRY.waitAfter(attempt, 1)).contains(most);
    }

    @Test
    void the_first_waits_are_spread_at_random_from_zero() {
        assertThat(RETRY.waitAfter(3, 0)).contains(Duration.ZERO);
        assertThat(RETRY.waitAfter(3, 0.5)).contains(Duration.ofSeconds(2));
        assertThat(RETRY.waitAfter(4, 0)).contains(Duration.ofMinutes(5));
    }

    @Test
    void after_the_twelfth_attempt_there_is_no_other() {
        assertThat(RETRY.waitAfter(12, 0.5)).isEmpty();
        assertThat(settled(new Outcome.Unknown("reset"), 12, Optional.empty()))
                .isEqualTo(new Settlement.Failed("reset; it was the last attempt"));
    }

    @Test
    void fewer_attempts_leave_out_the_long_waits() {
        RetryPolicy four = RetryPolicy.of(4);

        assertThat(four.waitAfter(3, 1)).contains(Duration.ofSeconds(4));
        assertThat(four.waitAfter(4, 1)).isEmpty();
        assertThat(RetryPolicy.of(1).waitAfter(1, 1)).isEmpty();
    }

    @Test
    void the_last_wait_repeats_for_as_many_attempts_as_are_left() {
        RetryPolicy patient =
                new RetryPolicy(5, List.of(Duration.ofSeconds(59), Duration.ofMinutes(1)));

        assertThat(patient.waitAfter(1, 0.5)).contains(Duration.ofMillis(29_500));
        assertThat(patient.waitAfter(2, 0.5)).contains(Duration.ofMinutes(1));
        assertThat(patient.waitAfter(4, 0.5)).contains(Duration.ofMinutes(1));
        assertThat(patient.waitAfter(5, 0.5)).isEmpty();
    }

    @Test
    void a_retry_at_the_last_instant_is_made_and_one_after_it_is_not() {
        Instant next = NOW.plus(Duration.ofMinutes(5));

        assertThat(settled(Outcome.Unavailable.because("busy"), 4, Optional.of(next)))
                .isEqualTo(new Settlement.RetryAt(next, "busy"));
        assertThat(
                        settled(
                                Outcome.Unavailable.because("busy"),
                                4,
                                Optional.of(next.minusNanos(1_000))))
                .isEqualTo(new Settlement.Failed("busy; it expires before the next attempt"));
    }

    @Test
    void what_was_withheld_is_let_go() {
        assertThat(settled(new Outcome.Withheld(), 1, Optional.empty()))
                .isEqualTo(new Settlement.Released(false));
        assertThat(settled(new Outcome.Withheld(), 2, Optional.empty()))
                .isEqualTo(new Settlement.Released(true));
    }

    @Test
    void an_endpoint_that_asks_for_less_than_the_policy_waits_gets_the_policys() {
        Outcome busy = new Outcome.Unavailable("HTTP 429", Optional.of(Duration.ofSeconds(1)));

        assertThat(settled(busy, 4, Optional.empty()))
                .isEqualTo(new Settlement.RetryAt(NOW.plus(Duration.ofMinutes(5)), "HTTP 429"));
    }

    @Test
    void a_template_fills_its_placeholders_and_takes_signs_as_they_are() {
        assertThat(
                        Template.render(
                                "Hey, {firstName} {lastName}!",
                                Map.of("firstName", "$1 \\", "lastName", "{x}")))
                .contains("Hey, $1 \\ {x}!");
        assertThat(Template.render("Hey, {firstName}", Map.of("lastName", "L"))).isEmpty();
    }

    @Test
    void a_delivery_id_is_made_of_its_schedule_and_period_and_nothing_else() {
        SubjectId subject = new SubjectId(UUID.fromString("01a62045-2000-82ef-911e-380504556d2e"));
        ScheduleKey key = new ScheduleKey(1, subject, 1, "day");

        // For ever: receivers have seen this id.
        assertThat(DeliveryId.of(key, "2027", LocalDate.of(2027, 1, 1)))
                .hasToString("80005153-4b80-82ef-93fb-cbc4039d7bc2");
        assertThat(DeliveryId.of(key, "2027", LocalDate.of(2027, 1, 1)).slot())
                .isEqualTo(subject.slot())
                .isEqualTo(new Slot(0x2ef));
        assertThat(
                        DeliveryId.of(
                                new ScheduleKey(1, subject, 1, "eve"),
                                "2027",
                                LocalDate.of(2027, 1, 1)))
                .isNotEqualTo(DeliveryId.of(key, "2027", LocalDate.of(2027, 1, 1)));
    }

    @Test
    void delivery_ids_sort_by_the_day_of_their_period_before_1970_too() {
        SubjectId subject = SubjectId.create(new Slot(7), NOW, new Random(1));
        ScheduleKey key = new ScheduleKey(1, subject, 1, "day");

        String before = DeliveryId.of(key, "1969", LocalDate.of(1969, 1, 1)).toString();
        String after = DeliveryId.of(key, "1970", LocalDate.of(1970, 1, 1)).toString();

        assertThat(before).isLessThan(after);
    }

    @Test
    void a_slot_is_named_by_its_owners_ref_for_ever() {
        assertThat(Slot.ofRef(1, "customer-42")).isEqualTo(Slot.ofRef(1, "customer-42"));
        assertThat(Slot.ofRef(1, "customer-42").number()).isEqualTo(833);
        assertThat(Slot.ofRef(2, "customer-42")).isNotEqualTo(Slot.ofRef(1, "customer-42"));
    }

    @Test
    void an_id_of_another_make_is_refused() {
        assertThatThrownBy(() -> Slot.of(UUID.randomUUID()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carries no slot");
        assertThatThrownBy(() -> new Slot(1_024)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Settlement settled(Outcome outcome, int attempt, Optional<Instant> expiresAt) {
        return Settlement.of(
                outcome, new Lease.Tries(attempt, 0, 0), Sending.ofDefaults(), expiresAt, NOW, 1);
    }
}
