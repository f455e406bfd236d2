package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.database.Rows;
import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Attempt;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Doubts;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Nodes;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.occasion.WhenUnknown;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `whenUnknown: HOLD`: what may have left is not sent again by itself.
class HoldTest {
    private static final Outcome SILENCE = new Outcome.Unknown("no answer within PT10S");
    private static final Channel DEADLY =
            dispatch -> {
                throw new Killed();
            };

    private final Town town = Town.at("2027-06-15T07:59:59Z");

    @BeforeEach
    void hold() {
        town.sending(before -> before.with(WhenUnknown.HOLD));
        town.person("1990-06-15", "Europe/London");
    }

    @Test
    void a_message_of_unknown_fate_is_in_doubt_and_not_sent_again() {
        town.channel.answers(SILENCE);

        town.until("2027-06-25T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(town.delivery().detail()).isEqualTo("no answer within PT10S");
        assertThat(history(town.delivery())).containsExactly(tuple(1, "unknown"));
    }

    @Test
    void what_was_certainly_not_taken_is_tried_again() {
        town.channel.answers(Outcome.Unavailable.because("HTTP 503"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sent()).hasSize(2);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void that_it_may_have_left_is_committed_before_it_leaves() {
        List<Boolean> seen = new ArrayList<>();
        town.channel.whileSending(() -> seen.add(departedAt().isPresent()));

        town.until("2027-06-15T09:00:00Z");

        assertThat(seen).containsExactly(true);
        assertThat(departedAt()).isEmpty();
    }

    @Test
    void a_step_that_sends_again_commits_nothing_before_it_sends() {
        town.sending(before -> before.with(WhenUnknown.RESEND));
        List<Boolean> seen = new ArrayList<>();
        town.channel.whileSending(() -> seen.add(departedAt().isPresent()));

        town.until("2027-06-15T09:00:00Z");

        assertThat(seen).containsExactly(false);
    }

    @Test
    void what_had_departed_when_its_node_died_is_in_doubt() {
        Engine dying = town.beside(new Machine(), DEADLY);
        town.asleepUntil("2027-06-15T08:00:00Z");
        Town.killedIn(dying);

        town.buriesTheDead();
        town.until("2027-06-25T00:00:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(town.engine.views().history(town.delivery()))
                .containsExactly(
                        new Attempt(
                                1,
                                Optional.of(Instant.parse("2027-06-15T08:00:00Z")),
                                Instant.parse("2027-06-15T08:00:00Z"),
                                "unknown",
                                "its node died after it had departed"));
    }

    @Test
    void what_was_claimed_and_had_not_departed_when_its_node_died_goes_again() {
        town.asleepUntil("2027-06-15T08:00:00Z");
        claimed(UUID.randomUUID());

        town.buriesTheDead();
        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void nothing_departs_from_a_node_that_was_declared_dead() {
        UUID silent = UUID.randomUUID();
        town.asleepUntil("2027-06-15T08:00:00Z");
        List<Lease> leases = claimed(silent);

        town.buriesTheDead();

        assertThat(
                        Doubts.depart(
                                town.databases.reference(),
                                silent,
                                town.clock.instant(),
                                departing(leases)))
                .isEmpty();
    }

    @Test
    void a_lease_that_another_has_taken_over_does_not_depart() {
        UUID node = UUID.randomUUID();
        town.asleepUntil("2027-06-15T08:00:00Z");
        List<Lease> leases = claimed(node);
        town.databases
                .reference()
                .useHandle(handle -> handle.execute("UPDATE delivery SET fence = fence + 1"));

        assertThat(
                        Doubts.depart(
                                town.databases.reference(),
                                node,
                                town.clock.instant(),
                                departing(leases)))
                .isEmpty();
    }

    @Test
    void an_acceptance_that_comes_late_settles_what_was_in_doubt() {
        Engine paused = pausedUntilGivenUp(new Outcome.Accepted("HTTP 200"));

        paused.round();

        assertThat(paused.leasesLost()).isZero();
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.delivery().times().sentAt()).contains(town.clock.instant());
        assertThat(history(town.delivery())).containsExactly(tuple(1, "unknown"));
        assertThat(town.engine.views().actions(town.delivery()))
                .extracting(Action::kind, Action::cause)
                .containsExactly(
                        tuple(
                                Action.Kind.OUTCOME,
                                new Action.Cause(
                                        "carillon", "its outcome came late: accepted, HTTP 200")));
    }

    @Test
    void a_refusal_that_comes_late_settles_it_too() {
        Engine paused = pausedUntilGivenUp(new Outcome.Refused("HTTP 422"));

        paused.round();

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void what_comes_out_late_not_to_have_been_taken_goes_again() {
        Engine paused = pausedUntilGivenUp(Outcome.Unavailable.because("HTTP 503"));

        paused.round();
        town.until("2027-06-15T09:00:00Z");

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(history(town.delivery()))
                .containsExactly(tuple(1, "unknown"), tuple(2, "accepted"));
    }

    @Test
    void what_comes_out_late_never_to_have_been_sent_goes_again() {
        Engine paused = pausedUntilGivenUp(new Outcome.Withheld());

        paused.round();
        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(history(town.delivery()))
                .containsExactly(tuple(1, "unknown"), tuple(2, "accepted"));
    }

    @Test
    void a_late_silence_leaves_it_in_doubt() {
        Engine paused = pausedUntilGivenUp(SILENCE);

        paused.round();
        town.until("2027-06-25T00:00:00Z");

        assertThat(paused.leasesLost()).isEqualTo(1);
        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
    }

    @Test
    void what_is_in_doubt_stays_so_when_its_subject_is_deleted_and_forgets_the_name() {
        town.channel.answers(SILENCE);
        town.until("2027-06-15T09:00:00Z");

        town.engine.subjects().delete(town.delivery().schedule().subject());

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(inputs()).isEqualTo("none");
    }

    /// An engine that stands still in the middle of a send, until it is taken for dead, and then
    /// hears this.
    private Engine pausedUntilGivenUp(Outcome heard) {
        town.asleepUntil("2027-06-15T08:00:00Z");
        return town.beside(
                new Machine(),
                dispatch -> {
                    town.buriesTheDead();
                    assertThat(town.delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
                    return heard;
                });
    }

    private static List<Doubts.Departing> departing(List<Lease> leases) {
        return leases.stream().map(lease -> new Doubts.Departing(lease, WhenUnknown.HOLD)).toList();
    }

    /// What is due, claimed by a node that does nothing more.
    private List<Lease> claimed(UUID node) {
        var jdbi = town.databases.reference();
        Instant now = town.clock.instant();
        jdbi.useHandle(handle -> Nodes.register(handle, node, "silent", true, now));
        TzInUse tz = new TzInUse(TzReleases.adopt(jdbi, TzSnapshot.bundled(), now));
        return new Claims(jdbi, tz, town.clock, _ -> {})
                .due(node, 10, new Permits(10, Map.of(Engine.WEBHOOK, 10)))
                .leases();
    }

    private List<Tuple> history(Delivery delivery) {
        return town.engine.views().history(delivery).stream()
                .map(attempt -> tuple(attempt.number(), attempt.outcome()))
                .toList();
    }

    private Optional<Instant> departedAt() {
        return town.databases
                .reference()
                .withHandle(handle ->
                        handle.createQuery("SELECT departed_at FROM delivery")
                                .map((row, context) -> Rows.maybeInstant(row, "departed_at"))
                                .one());
    }

    private String inputs() {
        return town.databases
                .reference()
                .withHandle(handle ->
                        handle.createQuery("SELECT coalesce(inputs::text, 'none') FROM delivery")
                                .mapTo(String.class)
                                .one());
    }
}
