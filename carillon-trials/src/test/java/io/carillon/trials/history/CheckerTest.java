package io.carillon.trials.history;

import static io.carillon.trials.history.HandMade.ADA;
import static io.carillon.trials.history.HandMade.ANSWER;
import static io.carillon.trials.history.HandMade.ARRIVAL;
import static io.carillon.trials.history.HandMade.DUE;
import static io.carillon.trials.history.HandMade.MESSAGE;
import static io.carillon.trials.history.HandMade.PERSON;
import static io.carillon.trials.history.HandMade.PLAN;
import static io.carillon.trials.history.HandMade.ROW;
import static io.carillon.trials.history.HandMade.SENT;
import static io.carillon.trials.history.HandMade.SETTLED;
import static io.carillon.trials.history.HandMade.arrival;
import static io.carillon.trials.history.HandMade.good;
import static io.carillon.trials.history.HandMade.instead;
import static io.carillon.trials.history.HandMade.with;
import static io.carillon.trials.history.HandMade.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.trials.history.Event.Answer;
import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.Fault;
import io.carillon.trials.history.Event.Message;
import io.carillon.trials.history.Event.Person;
import io.carillon.trials.history.Event.Plan;
import io.carillon.trials.history.Event.Reclaim;
import io.carillon.trials.history.Event.Row;
import io.carillon.trials.history.Event.Up;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checker, on histories that it must not let pass.
class CheckerTest {
    private static final Event.Hold HOLD = new Event.Hold(DUE.minusSeconds(1));
    private static final Instant AFTER = SETTLED.plusSeconds(9);
    private static final Instant STOPPED = SENT.minusMillis(3);
    private static final Instant WOKEN = AFTER.plusMillis(30);
    private static final Fault PAUSE = new Fault(STOPPED, "pause", "node-1", AFTER);

    @Test
    void a_good_history_is_passed_and_counted() {
        Verdict verdict = check(good());

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.numbers())
                .containsEntry("people", 1L)
                .containsEntry("deliveries", 1L)
                .containsEntry("lost", 0L)
                .containsEntry("duplicated", 0L)
                .containsEntry("worst lateness, ms", 20L);
    }

    @Test
    void what_was_not_to_be_sent_again_and_came_again_is_found() {
        Event again = arrival(2, SENT.plusMillis(5), MESSAGE);

        assertThat(check(with(again)).findings()).isEmpty();
        assertThat(check(with(HOLD, again)).findings())
                .extracting(Finding::clause)
                .containsExactly(Clause.SENT_TWICE);
    }

    @Test
    void what_is_in_doubt_is_lost_unless_it_was_not_to_be_sent_again() {
        Row inDoubt = new Row("id-1", ADA, "2026", "in_doubt", 1, SETTLED, null);
        List<Event> events = new ArrayList<>(instead(ROW, inDoubt));

        assertThat(check(events).findings())
                .extracting(Finding::clause)
                .containsExactly(Clause.LOST);
        events.add(HOLD);
        assertThat(check(events).findings()).isEmpty();
        assertThat(check(events).numbers()).containsEntry("in doubt", 1L);
        events.removeAll(List.of(ARRIVAL, ANSWER));
        assertThat(check(events).findings()).isEmpty();
    }

    @Test
    void who_was_never_called_is_lost() {
        assertCaught(without(ARRIVAL), Clause.LOST);
    }

    @Test
    void a_request_that_was_never_accepted_is_lost() {
        assertCaught(without(ANSWER), Clause.LOST);
        assertCaught(instead(ANSWER, new Answer(1, SENT, 503, "Status")), Clause.LOST);
        assertCaught(instead(ANSWER, new Answer(1, SENT, null, "Reset")), Clause.LOST);
    }

    @Test
    void an_acceptance_that_the_database_does_not_know_is_lost() {
        assertCaught(without(ROW), Clause.LOST);
        assertCaught(
                instead(ROW, new Row("id-1", ADA, "2026", "sending", 1, SETTLED, null)),
                Clause.LOST);
    }

    @Test
    void one_occurrence_under_two_ids_is_caught() {
        Message other = new Message("id-2", ADA, "2026", DUE);

        assertCaught(with(arrival(2, SENT, other)), Clause.TWO_IDS);
        assertCaught(
                with(new Row("id-2", ADA, "2026", "delivered", 1, SETTLED, SETTLED)),
                Clause.TWO_IDS);
    }

    @Test
    void one_id_for_two_people_is_caught() {
        Person eve =
                new Person(PERSON.at(), PERSON.createdAt(), "eve", 7_200, PERSON.dateOfBirth());

        assertCaught(
                with(eve, arrival(2, SENT, new Message("id-1", "eve", "2026", DUE))),
                Clause.TWO_IDS);
    }

    @Test
    void a_request_after_its_acceptance_was_settled_is_caught() {
        assertCaught(with(arrival(2, AFTER, MESSAGE)), Clause.AGAIN_AFTER_SETTLED);
    }

    @Test
    void so_is_one_for_a_delivery_that_was_opened_again_whatever_became_of_it() {
        for (String state : List.of("delivered", "failed")) {
            Row opened = new Row("id-1", ADA, "2026", state, 2, AFTER.plusSeconds(60), SETTLED);
            List<Event> events = new ArrayList<>(instead(ROW, opened));
            events.add(arrival(2, AFTER, MESSAGE));

            assertCaught(events, Clause.AGAIN_AFTER_SETTLED);
        }
    }

    @Test
    void a_request_again_before_the_settlement_is_counted_and_no_fault() {
        Verdict verdict = check(with(arrival(2, SETTLED.minusMillis(1), MESSAGE)));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.number("duplicated")).isOne();
    }

    @Test
    void a_request_that_was_on_its_way_out_when_its_node_was_suspended_is_explained() {
        Verdict verdict = check(with(PAUSE, lookedAt(2, STOPPED)));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.number("explained")).isOne();
    }

    @Test
    void a_pause_explains_no_other_node_nor_what_was_looked_at_or_sent_later() {
        for (Arrival bad :
                List.of(
                        new Arrival(2, WOKEN, "node-2", DUE, DUE, 1, MESSAGE),
                        lookedAt(2, STOPPED.plusNanos(1)),
                        new Arrival(2, AFTER.plusSeconds(3), "node-1", DUE, DUE, 1, MESSAGE),
                        new Arrival(2, AFTER.minusSeconds(1), "node-1", DUE, DUE, 1, MESSAGE))) {
            assertCaught(with(PAUSE, bad), Clause.AGAIN_AFTER_SETTLED);
        }
    }

    @Test
    void a_pause_explains_no_more_than_can_have_been_on_their_way_out() {
        Limits limits = Limits.NONE.withExplained(2);
        List<Event> two = with(PAUSE, lookedAt(2, DUE), lookedAt(3, DUE));
        List<Event> three = with(PAUSE, lookedAt(2, DUE), lookedAt(3, DUE), lookedAt(4, DUE));

        assertThat(Checker.check(two, limits).findings()).isEmpty();
        assertThat(Checker.check(three, limits).findings())
                .singleElement()
                .matches(finding -> finding.clause() == Clause.AGAIN_AFTER_SETTLED);
    }

    /// Made before its node was stopped, and come when it had gone on.
    private static Arrival lookedAt(long request, Instant lookedAt) {
        return new Arrival(request, WOKEN, "node-1", DUE, lookedAt, 1, MESSAGE);
    }

    @Test
    void a_request_before_its_time_is_caught() {
        Arrival early = arrival(1, DUE.minusMillis(1), MESSAGE);

        assertCaught(instead(ARRIVAL, early), Clause.EARLY);
    }

    @Test
    void a_request_that_believes_in_another_instant_is_caught() {
        Message other = new Message("id-1", ADA, "2026", DUE.plusSeconds(1));

        assertCaught(instead(ARRIVAL, arrival(1, SENT, other)), Clause.UNASKED);
    }

    @Test
    void what_nobody_asked_for_is_caught() {
        Message stranger = new Message("id-2", "eve", "2026", DUE);
        Message lastYear = new Message("id-2", ADA, "2025", DUE);

        assertCaught(with(arrival(2, SENT, stranger)), Clause.UNASKED);
        assertCaught(with(arrival(2, SENT, lastYear)), Clause.UNASKED);
        assertCaught(
                with(new Row("id-2", ADA, "2025", "missed", 0, SETTLED, null)), Clause.UNASKED);
    }

    @Test
    void a_next_year_that_is_not_planned_or_at_another_instant_is_caught() {
        assertCaught(without(PLAN), Clause.NEXT_YEAR);
        assertCaught(instead(PLAN, new Plan(ADA, null, null)), Clause.NEXT_YEAR);
        assertCaught(instead(PLAN, new Plan(ADA, "2026", DUE)), Clause.NEXT_YEAR);
        assertCaught(
                instead(PLAN, new Plan(ADA, "2027", Instant.parse("2027-11-25T07:00:01Z"))),
                Clause.NEXT_YEAR);
    }

    @Test
    void a_first_request_later_than_the_trial_allows_is_caught() {
        Limits limits = Limits.NONE.withLateness(Duration.ofSeconds(2));
        List<Event> late = instead(ARRIVAL, arrival(1, DUE.plusMillis(2_001), MESSAGE));

        assertThat(Checker.check(good(), limits).findings()).isEmpty();
        assertThat(Checker.check(late, limits).finds(Clause.LATE)).isTrue();
    }

    @Test
    void what_waits_for_a_node_that_stands_still_is_caught() {
        Limits limits = Limits.NONE.withHeldUp(Duration.ofSeconds(10));
        Instant late = DUE.plusMillis(10_001);

        assertThat(isHeldUp(limits, late, standstill(Fault.STANDSTILL, DUE.minusSeconds(5))))
                .isTrue();
        assertThat(isHeldUp(limits, SENT, standstill(Fault.STANDSTILL, DUE.minusSeconds(5))))
                .isFalse();
        assertThat(isHeldUp(limits, late, standstill(Fault.STANDSTILL, DUE))).isFalse();
        assertThat(isHeldUp(limits, late, standstill(Fault.STANDSTILL, DUE.minusSeconds(40))))
                .isFalse();
        assertThat(isHeldUp(limits, late, standstill("pause", DUE.minusSeconds(5)))).isFalse();
    }

    private static Fault standstill(String kind, Instant from) {
        return new Fault(from, kind, "node-2", from.plusSeconds(40));
    }

    private static boolean isHeldUp(Limits limits, Instant sent, Fault standstill) {
        List<Event> events =
                Stream.concat(
                                instead(ARRIVAL, arrival(1, sent, MESSAGE)).stream(),
                                Stream.of(standstill))
                        .toList();
        return Checker.check(events, limits).finds(Clause.HELD_UP);
    }

    @Test
    void a_dead_node_whose_deliveries_wait_too_long_is_caught() {
        Limits limits = Limits.NONE.withReclaim(Duration.ofSeconds(10));
        List<Event> slow = with(new Reclaim(SENT, "node-1", 3, 10_001));
        List<Event> fast = with(new Reclaim(SENT, "node-1", 3, 9_000));

        assertThat(Checker.check(slow, limits).finds(Clause.RECLAIMED_LATE)).isTrue();
        assertThat(Checker.check(fast, limits).findings()).isEmpty();
        assertThat(Checker.check(fast, limits).number("reclaim max, ms")).isEqualTo(9_000);
    }

    @Test
    void it_is_owed_in_time_by_each_that_was_up_for_so_long_and_by_nobody_else() {
        Limits limits = Limits.NONE.withReclaim(Duration.ofSeconds(10));
        Reclaim slow = new Reclaim(SENT, "node-1", 3, 15_000);
        Up before = new Up(DUE, "node-2");
        Up afterwards = new Up(SENT.plusSeconds(4), "node-2");
        Up tooLate = new Up(SENT.plusSeconds(6), "node-2");
        Fault soon = new Fault(SENT.plusSeconds(9), "kill", "node-2", null);
        Fault paused = new Fault(SENT.plusSeconds(1), "pause", "node-2", SENT.plusSeconds(4));

        assertThat(isOverdue(limits, slow, before)).isTrue();
        assertThat(isOverdue(limits, slow, afterwards)).isTrue();
        assertThat(isOverdue(limits, slow, before, soon, afterwards)).isFalse();
        assertThat(isOverdue(limits, slow, before, paused)).isTrue();
        assertThat(isOverdue(limits, slow, before, soon)).isFalse();
        assertThat(isOverdue(limits, slow, tooLate)).isFalse();
        assertThat(isOverdue(limits, slow, new Up(DUE, "node-1"))).isTrue();
    }

    @Test
    void who_was_killed_just_before_it_was_told_to_be_up_owes_nothing() {
        Limits limits = Limits.NONE.withReclaim(Duration.ofSeconds(10));
        Reclaim slow = new Reclaim(SENT, "node-1", 3, 15_000);
        Fault killed = new Fault(SENT.plusSeconds(1), "kill", "node-2", null);
        Up told = new Up(SENT.plusMillis(1_004), "node-2");
        Up again = new Up(SENT.plusSeconds(6), "node-2");
        Fault killedAgain = new Fault(SENT.plusSeconds(14), "kill", "node-2", null);

        assertThat(isOverdue(limits, slow, killed, told, again, killedAgain)).isFalse();
        assertThat(isOverdue(limits, slow, killed, told, killedAgain)).isTrue();
    }

    @Test
    void whose_end_is_not_known_owes_as_before() {
        Limits limits = Limits.NONE.withReclaim(Duration.ofSeconds(10));
        Reclaim slow = new Reclaim(SENT, "node-1", 3, 15_000);
        Up up = new Up(SENT.plusSeconds(1), "node-2");
        Up again = new Up(SENT.plusSeconds(6), "node-2");
        Fault killed = new Fault(SENT.plusSeconds(14), "kill", "node-2", null);

        assertThat(isOverdue(limits, slow, up, again, killed)).isTrue();
    }

    @Test
    void how_long_it_took_is_also_counted_from_when_somebody_was_up() {
        Reclaim slow = new Reclaim(SENT, "node-1", 3, 15_000);
        Fault killed = new Fault(SENT.plusSeconds(2), "kill", "node-2", null);
        Verdict verdict =
                check(
                        with(
                                slow,
                                new Up(DUE, "node-2"),
                                killed,
                                new Up(SENT.plusSeconds(6), "node-3")));

        assertThat(verdict.number("reclaim max, ms")).isEqualTo(15_000);
        assertThat(verdict.number("reclaim max by a node that was up, ms")).isEqualTo(9_000);
    }

    private static boolean isOverdue(Limits limits, Event... events) {
        return Checker.check(with(events), limits).finds(Clause.RECLAIMED_LATE);
    }

    @Test
    void whoever_was_born_on_29_february_is_expected_on_1_march() {
        Occurrence common =
                Occurrence.in(2027, LocalDate.of(1992, 2, 29), 0, HandMade.BELL.localTime());
        Occurrence leap =
                Occurrence.in(2028, LocalDate.of(1992, 2, 29), 0, HandMade.BELL.localTime());

        assertThat(common.dueAt()).isEqualTo("2027-03-01T09:00:00Z");
        assertThat(leap.dueAt()).isEqualTo("2028-02-29T09:00:00Z");
    }

    @Test
    void a_history_is_read_as_it_was_written(@TempDir Path folder) throws IOException {
        List<Event> events =
                with(
                        new Event.Begun(DUE, "kill", 7),
                        new Fault(DUE, "kill", "node-1", null),
                        new Reclaim(DUE, "node-1", 3, 9_000));
        Path file = folder.resolve("history.jsonl");

        try (History history = History.begin(file)) {
            events.forEach(history::add);
        }

        assertThat(History.read(file)).isEqualTo(events);
    }

    private static Verdict check(List<Event> events) {
        return Checker.check(events, Limits.NONE);
    }

    private static void assertCaught(List<Event> events, Clause clause) {
        assertThat(check(events).findings())
                .as("%s in %s", clause, events)
                .anyMatch(finding -> finding.clause() == clause);
    }
}
