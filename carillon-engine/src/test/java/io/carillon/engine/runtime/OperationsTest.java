package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Operate;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Refusal;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.occasion.Expiry;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.RetryPolicy;
import io.carillon.engine.occasion.WhenUnknown;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What operators do to deliveries.
class OperationsTest {
    private static final Outcome BUSY = Outcome.Unavailable.because("HTTP 503");
    private static final Outcome REFUSED = new Outcome.Refused("HTTP 422");
    private static final Outcome SILENCE = new Outcome.Unknown("no answer within PT10S");

    private final Town town = Town.at("2027-06-15T00:00:00Z");

    @Test
    void what_failed_is_sent_anew_under_the_same_id_and_its_history_goes_on() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(REFUSED);
        town.until("2027-06-20T00:00:00Z");

        Operate.Done done = town.operate(Operation.REPLAY);
        town.engine.round();

        Delivery delivery = town.delivery();
        assertThat(done.done()).containsExactly(delivery.id());
        assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.channel.sent())
                .extracting(sent -> sent.dispatch().id())
                .containsExactly(delivery.id(), delivery.id());
        assertThat(town.history(delivery)).containsExactly("1 refused", "replay", "2 accepted");
        assertThat(town.engine.views().actions(delivery))
                .extracting(Action::cause)
                .containsExactly(new Action.Cause("Grace", "as agreed"));
    }

    /// Such as one whose outcome has come in late.
    @Test
    void what_leaves_the_state_that_was_asked_for_meanwhile_is_left_alone() {
        town.sending(before -> before.with(WhenUnknown.HOLD));
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(SILENCE);
        town.until("2027-06-15T09:00:00Z");
        DeliveryId id = town.delivery().id();

        try (Meanwhile meanwhile =
                Meanwhile.after(
                        town.databases.reference(),
                        "select deliveries in a state",
                        () ->
                                CompletableFuture.runAsync(
                                                () -> town.operate(Operation.RESOLVE_RESEND, id))
                                        .join())) {
            town.engine
                    .deliveries()
                    .operate(
                            Selection.of(DeliveryState.IN_DOUBT, 10),
                            Operation.CANCEL,
                            new Action.Cause("Grace", "as agreed"));
            assertThat(meanwhile.happened()).isTrue();
        }

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.RETRYING);
    }

    @Test
    void a_replay_sends_the_same_bytes_as_the_attempts_before() {
        SubjectId ada = town.person("Ada", "1990-06-15", "Europe/London");
        town.channel.answers(REFUSED);
        town.until("2027-06-15T09:00:00Z");
        town.isCalled(ada, "Augusta");

        town.operate(Operation.REPLAY);
        town.engine.round();

        assertThat(town.channel.texts())
                .hasSize(2)
                .containsOnly("Hey, Ada Lovelace it's your birthday");
    }

    @Test
    void a_replay_has_all_attempts_before_it() {
        town.sending(before -> before.with(RetryPolicy.of(2)));
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(Collections.nCopies(20, BUSY).toArray(Outcome[]::new));
        town.until("2027-06-15T09:00:00Z");

        town.operate(Operation.REPLAY);
        town.until("2027-06-15T10:00:00Z");

        assertThat(town.channel.sent()).hasSize(4);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void a_replay_expires_as_if_it_were_due_when_it_was_asked_for() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(Collections.nCopies(40, BUSY).toArray(Outcome[]::new));
        town.until("2027-06-18T00:00:00Z");
        int before = town.channel.sent().size();

        town.operate(Operation.REPLAY);
        town.until("2027-06-30T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(before + 10);
        assertThat(Instant.parse(town.channel.sentAt().getLast())).isBefore("2027-06-20T00:00:00Z");
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void where_nearly_nothing_is_in_time_a_replay_has_an_hour() {
        town.person("1990-06-15", "Europe/London");
        town.policies(before -> expiring(before, new Expiry.After(Duration.ZERO)));
        town.channel.answers(REFUSED, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY);
        town.until("2027-06-15T09:00:00Z");

        town.operate(Operation.REPLAY);
        town.until("2027-06-15T12:00:00Z");

        // 3 short waits, then 5 and 30 minutes; two hours are too long
        assertThat(town.channel.sent()).hasSize(1 + 6);
    }

    @Test
    void what_was_missed_is_sent_late_to_who_they_are_now() {
        SubjectId ada = town.person("Ada", "1990-06-15", "Europe/London");
        town.downUntil("2027-06-20T00:00:00Z");
        town.isCalled(ada, "Augusta");

        town.operate(Operation.REPLAY);
        town.engine.round();

        assertThat(town.channel.texts())
                .containsExactly("Hey, Augusta Lovelace it's your birthday");
        assertThat(town.delivery().times().late()).contains(true);
        assertThat(town.history(town.delivery())).containsExactly("replay", "1 accepted");
    }

    @Test
    void what_was_parked_is_sent_once_its_subject_is_mended() {
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.edit(
                ada,
                profile ->
                        new Profile(profile.zone(), profile.dates(), Map.of("firstName", "Ada")));
        town.until("2027-06-15T09:00:00Z");
        town.edit(
                ada,
                profile ->
                        new Profile(
                                profile.zone(),
                                profile.dates(),
                                Map.of("firstName", "Ada", "lastName", "Byron")));

        town.operate(Operation.REPLAY);
        town.engine.round();

        assertThat(town.channel.texts()).containsExactly("Hey, Ada Byron it's your birthday");
    }

    @Test
    void what_waits_is_taken_back_and_can_be_replayed() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(BUSY, BUSY, BUSY, BUSY);
        town.until("2027-06-15T08:01:00Z");

        town.operate(Operation.CANCEL);
        town.until("2027-06-15T20:00:00Z");

        assertThat(town.channel.sent()).hasSize(4);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.CANCELLED);

        town.operate(Operation.REPLAY);
        town.engine.round();

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.history(town.delivery()))
                .endsWith("4 unavailable", "cancel", "replay", "5 accepted");
    }

    @Test
    void what_was_in_doubt_is_resolved_as_sent() {
        inDoubt();

        town.operate(Operation.RESOLVE_SENT);
        town.until("2027-06-20T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.delivery().times().sentAt())
                .contains(Instant.parse("2027-06-15T08:00:00Z"));
        assertThat(town.history(town.delivery())).containsExactly("1 unknown", "resolve_sent");
    }

    @Test
    void what_was_in_doubt_is_sent_again_when_somebody_says_so() {
        inDoubt();

        town.operate(Operation.RESOLVE_RESEND);
        town.engine.round();

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.history(town.delivery()))
                .containsExactly("1 unknown", "resolve_resend", "2 accepted");
    }

    @Test
    void nothing_is_done_to_what_was_delivered_or_is_being_sent() {
        town.person("1990-06-15", "Europe/London");
        List<Refusal> refused = new ArrayList<>();
        town.channel.whileSending(() -> refused.addAll(town.operate(Operation.CANCEL).refused()));

        town.until("2027-06-15T09:00:00Z");
        refused.addAll(town.operate(Operation.REPLAY).refused());

        DeliveryId id = town.delivery().id();
        assertThat(refused)
                .containsExactly(
                        new Refusal.WrongState(id, DeliveryState.SENDING),
                        new Refusal.WrongState(id, DeliveryState.DELIVERED));
        assertThat(town.history(town.delivery())).containsExactly("1 accepted");
    }

    @Test
    void to_a_deleted_subject_nothing_is_sent_anew() {
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.channel.answers(REFUSED);
        town.until("2027-06-15T09:00:00Z");
        town.engine.subjects().delete(ada);

        Operate.Done done = town.operate(Operation.REPLAY);

        assertThat(done.refused())
                .containsExactly(new Refusal.SubjectDeleted(town.delivery().id()));
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void what_was_taken_back_forgets_its_names_when_its_subject_is_deleted() {
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.channel.answers(BUSY, BUSY, BUSY, BUSY);
        town.until("2027-06-15T08:01:00Z");
        town.operate(Operation.CANCEL);

        town.engine.subjects().delete(ada);

        assertThat(number("SELECT count(*) FROM delivery WHERE inputs IS NOT NULL")).isZero();
        assertThat(town.operate(Operation.REPLAY).done()).isEmpty();
    }

    @Test
    void who_is_erased_leaves_no_action_behind() {
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.channel.answers(REFUSED);
        town.until("2027-06-15T09:00:00Z");
        town.operate(Operation.REPLAY);

        town.engine.subjects().erase(ada);

        assertThat(number("SELECT count(*) FROM delivery_action")).isZero();
    }

    @Test
    void all_in_a_state_are_done_page_by_page_and_those_refused_are_passed_over() {
        SubjectId first = town.person("Ada", "1990-06-15", "Asia/Tokyo");
        for (int i = 0; i < 4; i++) {
            town.person("Bob", "1990-06-15", "Europe/London");
        }
        town.channel.answers(Collections.nCopies(5, REFUSED).toArray(Outcome[]::new));
        town.until("2027-06-15T09:00:00Z");
        town.engine.subjects().delete(first);

        List<Operate.Done> pages = new ArrayList<>();
        Selection wanted = Selection.of(DeliveryState.FAILED, 2);
        do {
            pages.add(
                    town.engine
                            .deliveries()
                            .operate(
                                    wanted.after(
                                            pages.isEmpty()
                                                    ? Optional.empty()
                                                    : pages.getLast().last()),
                                    Operation.REPLAY,
                                    new Action.Cause("Grace", "the endpoint is mended")));
        } while (pages.getLast().last().isPresent());

        assertThat(pages).extracting(page -> page.done().size()).containsExactly(1, 2, 1);
        assertThat(pages.getFirst().refused()).hasSize(1);
        town.engine.round();
        assertThat(town.deliveries())
                .filteredOn(delivery -> delivery.state() == DeliveryState.DELIVERED)
                .hasSize(4);
    }

    @Test
    void an_id_that_nobody_has_is_refused_and_the_others_are_done() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(REFUSED);
        town.until("2027-06-15T09:00:00Z");
        DeliveryId there = town.delivery().id();
        DeliveryId nobody =
                new DeliveryId(there.slot().id(there.uuid().getMostSignificantBits(), 42));

        Operate.Done done = town.operate(Operation.REPLAY, there, nobody);

        assertThat(done.done()).containsExactly(there);
        assertThat(done.refused()).containsExactly(new Refusal.NoSuchDelivery(nobody));
    }

    @Test
    void of_many_who_replay_the_same_at_once_one_does_it() throws Exception {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(REFUSED);
        town.until("2027-06-15T09:00:00Z");
        DeliveryId id = town.delivery().id();

        List<Operate.Done> all = new ArrayList<>();
        try (var operators = Executors.newFixedThreadPool(4)) {
            List<Future<Operate.Done>> futures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                futures.add(operators.submit(() -> town.operate(Operation.REPLAY, id)));
            }
            for (Future<Operate.Done> future : futures) {
                all.add(future.get());
            }
        }

        assertThat(all).filteredOn(done -> done.done().size() == 1).hasSize(1);
        assertThat(all).filteredOn(done -> done.refused().size() == 1).hasSize(7);
        assertThat(number("SELECT count(*) FROM delivery_action")).isEqualTo(1);
    }

    private void inDoubt() {
        town.sending(before -> before.with(WhenUnknown.HOLD));
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(SILENCE);
        town.until("2027-06-15T09:00:00Z");
    }

    private static Policies expiring(Policies before, Expiry expiry) {
        return new Policies(
                before.leapDay(),
                before.gap(),
                before.overlap(),
                before.sameDay(),
                expiry,
                before.lateAfter(),
                before.catchUp());
    }

    private long number(String query) {
        return town.databases
                .reference()
                .withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
