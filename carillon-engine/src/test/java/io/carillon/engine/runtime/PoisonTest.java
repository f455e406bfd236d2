package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.calendar.LocalHours;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.occasion.WhenUnknown;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A message that kills whoever sends it takes down a few nodes, then only its own, then none.
class PoisonTest {
    private static final String REASON =
            "its node died after it had departed, and with nothing else to send; so had 4 nodes before";

    private final Town town = Town.at("2027-06-15T07:59:59Z");
    private final List<String> left = new ArrayList<>();

    /// Accepts what others are sent, and dies of the one that is for Mallory.
    private final Channel deadly =
            dispatch -> {
                left.add(dispatch.message().text());
                if (dispatch.message().text().startsWith("Hey, Mallory")) {
                    throw new Killed();
                }
                return new Outcome.Accepted("HTTP 200");
            };

    @Test
    void what_its_nodes_die_of_is_parked_when_three_more_died_that_sent_it_alone() {
        mallory();

        nodesDie(6);
        town.until("2027-06-17T07:00:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.PARKED);
        assertThat(town.delivery().detail()).isEqualTo(REASON);
        assertThat(town.engine.views().history(town.delivery()))
                .extracting(attempt -> tuple(attempt.number(), attempt.detail()))
                .containsExactly(
                        tuple(1, "its node died"),
                        tuple(2, "its node died after it had departed"),
                        tuple(3, "its node died after it had departed"),
                        tuple(4, "its node died after it had departed"),
                        tuple(5, "its node died after it had departed"),
                        tuple(6, REASON));
        assertThat(town.events)
                .contains(new EngineEvent.DeliveryParked(town.delivery().id(), REASON));
    }

    @Test
    void it_goes_again_by_itself_until_then() {
        mallory();

        nodesDie(5);
        town.engine.round();

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.delivery().attempts()).isEqualTo(6);
    }

    @Test
    void a_suspect_shares_its_fate_with_nothing_else() {
        mallory();
        nodesDie(3);
        town.people(20, "1990-06-16", "Europe/London");
        town.asleepUntil("2027-06-16T08:00:00Z");
        left.clear();

        nodesDie(3);

        assertThat(left).hasSize(3).allMatch(text -> text.startsWith("Hey, Mallory"));
        assertThat(town.deliveries())
                .singleElement()
                .extracting(Delivery::state)
                .isEqualTo(DeliveryState.PARKED);
        town.engine.round();
        assertThat(town.channel.sent()).hasSize(20);
    }

    @Test
    void several_suspects_go_one_after_the_other() {
        IntStream.range(0, 3).forEach(_ -> mallory());
        nodesDie(1);
        town.databases
                .reference()
                .useHandle(handle -> handle.execute("UPDATE delivery SET departed_deaths = 2"));
        List<Long> sending = new ArrayList<>();
        town.channel.whileSending(
                () -> sending.add(number("SELECT count(*) FROM delivery WHERE state = 'sending'")));

        town.engine.round();

        assertThat(sending).containsExactly(1L, 1L, 1L);
        assertThat(town.deliveries())
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.DELIVERED);
    }

    @Test
    void while_one_node_sends_a_suspect_the_others_send_the_rest() {
        IntStream.range(0, 2).forEach(_ -> mallory());
        nodesDie(1);
        town.databases
                .reference()
                .useHandle(handle -> handle.execute("UPDATE delivery SET departed_deaths = 2"));
        town.people(20, "1990-06-15", "Europe/London");
        Engine other =
                town.beside(
                        new Machine(),
                        dispatch -> {
                            left.add(dispatch.message().text());
                            return new Outcome.Accepted("HTTP 200");
                        });
        left.clear();
        town.channel.whileSending(() -> {
            if (left.isEmpty()) {
                other.round();
            }
        });

        town.engine.round();

        assertThat(left).hasSize(20).noneMatch(text -> text.startsWith("Hey, Mallory"));
        assertThat(town.channel.sent()).hasSize(2);
    }

    @Test
    void only_what_had_departed_is_blamed() {
        mallory();
        town.people(20, "1990-06-15", "Europe/London");
        nodesDie(1);
        assertThat(number("SELECT sum(departed_deaths) FROM delivery")).isZero();
        left.clear();

        nodesDie(1);

        assertThat(left).hasSizeLessThan(21); // some had not departed
        assertThat(number("SELECT sum(departed_deaths) FROM delivery")).isEqualTo(left.size());
        assertThat(number("SELECT max(departed_deaths) FROM delivery")).isEqualTo(1);
    }

    @Test
    void an_operator_has_it_sent_again_and_it_is_still_sent_alone() {
        mallory();
        nodesDie(6);

        town.operate(Operation.REPLAY);
        left.clear();
        town.people(20, "1990-06-15", "Europe/London");
        nodesDie(1);

        assertThat(left).hasSize(1);
        assertThat(parked().detail()).endsWith("so had 5 nodes before");

        town.operate(Operation.REPLAY, parked().id());
        town.engine.round();

        assertThat(town.channel.sent()).hasSize(21);
        assertThat(town.deliveries())
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.DELIVERED);
    }

    @Test
    void a_suspect_waits_for_its_local_hours_like_others() {
        mallory();
        nodesDie(3);
        town.sending(before ->
                before.with(Optional.of(new LocalHours(LocalTime.of(20, 0), LocalTime.of(21, 0)))));

        town.until("2027-06-15T18:59:59Z");
        assertThat(town.channel.sent()).isEmpty();

        town.until("2027-06-15T19:00:00Z");
        assertThat(town.channel.sent()).hasSize(1);
    }

    @Test
    void under_hold_it_stays_in_doubt_each_time() {
        town.sending(before -> before.with(WhenUnknown.HOLD));
        mallory();

        for (int i = 0; i < 4; i++) {
            nodesDie(1);
            assertThat(town.delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
            town.operate(Operation.RESOLVE_RESEND);
        }
        assertThat(suspects()).isEqualTo(1);
        town.engine.round();

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void nothing_is_noted_of_a_delivery_that_no_node_died_with() {
        mallory();
        town.channel.answers(Outcome.Unavailable.because("HTTP 503"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.delivery().attempts()).isEqualTo(2);
        assertThat(number("SELECT count(*) FROM delivery WHERE departed_fence IS NOT NULL"))
                .isZero();
    }

    @Test
    void an_error_out_of_a_channel_is_an_outcome_like_its_exceptions() {
        mallory();
        asleep();
        Engine engine = failingOnceWith(new NoClassDefFoundError("x/Y"));

        engine.round();

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.RETRYING);
        assertThat(town.delivery().detail())
                .isEqualTo("its channel failed: java.lang.NoClassDefFoundError: x/Y");
    }

    @Test
    void whatever_breaks_an_attempt_off_its_lease_is_let_go() {
        mallory();
        asleep();
        Engine engine = failingOnceWith(new OutOfMemoryError("\0"));

        assertThatThrownBy(engine::round).isInstanceOf(OutOfMemoryError.class);
        town.asleepUntil("2027-06-15T08:00:10Z");
        IntStream.range(0, 3).forEach(_ -> engine.round());

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.engine.views().history(town.delivery()))
                .first()
                .extracting(attempt -> attempt.detail())
                .isEqualTo("its attempt broke off: java.lang.OutOfMemoryError");
    }

    @Test
    void what_breaks_off_again_and_again_goes_no_sooner_than_what_is_unknown() {
        mallory();
        asleep();
        Engine engine =
                town.beside(
                        new Machine(),
                        _ -> {
                            throw new OutOfMemoryError("\0");
                        });

        for (int i = 0; i < 6; i++) {
            try {
                engine.round();
            } catch (OutOfMemoryError _) {
                // as often as it is tried
            }
        }

        assertThat(town.delivery().attempts()).isEqualTo(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.RETRYING);
    }

    private Engine failingOnceWith(Error error) {
        return town.beside(
                new Machine(),
                dispatch -> {
                    if (dispatch.attempt() == 1) {
                        throw error;
                    }
                    return new Outcome.Accepted("HTTP 200");
                });
    }

    private void mallory() {
        town.person("Mallory", "1990-06-15", "Europe/London");
    }

    private void asleep() {
        town.asleepUntil("2027-06-15T08:00:00Z");
    }

    /// So many nodes, one after the other, find it and die of it.
    private void nodesDie(int count) {
        if (town.clock.instant().toString().compareTo("2027-06-15T08:00:00Z") < 0) {
            asleep();
        }
        for (int i = 0; i < count; i++) {
            Town.killedIn(town.beside(new Machine(), deadly));
            town.buriesTheDead();
        }
    }

    private Delivery parked() {
        return town.deliveries().stream()
                .filter(delivery -> delivery.state() == DeliveryState.PARKED)
                .findFirst()
                .orElseThrow();
    }

    private long suspects() {
        return number("SELECT count(*) FROM delivery WHERE departed_deaths >= 2");
    }

    private long number(String query) {
        return town.databases
                .reference()
                .withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
