package io.carillon.trials.history;

import static io.carillon.trials.history.HandMade.ADA;
import static io.carillon.trials.history.HandMade.ANSWER;
import static io.carillon.trials.history.HandMade.ARRIVAL;
import static io.carillon.trials.history.HandMade.DUE;
import static io.carillon.trials.history.HandMade.MESSAGE;
import static io.carillon.trials.history.HandMade.PERSON;
import static io.carillon.trials.history.HandMade.ROW;
import static io.carillon.trials.history.HandMade.arrival;
import static io.carillon.trials.history.HandMade.good;
import static io.carillon.trials.history.HandMade.instead;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.trials.history.Event.Answer;
import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.ClockStep;
import io.carillon.trials.history.Event.Expiry;
import io.carillon.trials.history.Event.Listed;
import io.carillon.trials.history.Event.Message;
import io.carillon.trials.history.Event.Outage;
import io.carillon.trials.history.Event.Person;
import io.carillon.trials.history.Event.Plan;
import io.carillon.trials.history.Event.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The checker, on histories in which the database's clock was set, or everything was down: Ada is
/// due soon after everything went down, and gets her message 26 hours later, when all is back.
class OutageTest {
    private static final Outage OUTAGE =
            new Outage(DUE.minusSeconds(50), DUE.minusSeconds(40), DUE.minusSeconds(30));
    private static final ClockStep STEP = step(OUTAGE.at().plusSeconds(1), Duration.ofHours(26));
    private static final Instant SENT = OUTAGE.readyAt().plusSeconds(2);
    private static final Instant SETTLED = SENT.plus(STEP.ahead()).plusMillis(30);
    private static final Arrival LATE = arrival(1, SENT, MESSAGE);
    private static final Row DELIVERED =
            new Row("id-1", ADA, "2026", "delivered", 1, SETTLED, SETTLED);
    private static final Row MISSED = new Row("id-1", ADA, "2026", "missed", 0, SETTLED, null);
    private static final Listed LISTED = new Listed("id-1", "missed");
    private static final Expiry A_DAY = new Expiry(Duration.ofDays(1));

    @Test
    void what_came_due_in_an_outage_is_sent_afterwards_however_late() {
        Limits limits = Limits.NONE.withLateness(Duration.ofSeconds(1));

        Verdict verdict = Checker.check(with(LATE, ANSWER, DELIVERED), limits);

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.number("backlog")).isOne();
        assertThat(verdict.number("backlog gone after, ms")).isEqualTo(2_000);
    }

    @Test
    void what_expired_before_all_was_back_is_missed_and_listed() {
        Verdict verdict = check(A_DAY, MISSED, LISTED);

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.number("missed")).isOne();
        assertThat(verdict.number("deliveries due")).isZero();
    }

    @Test
    void what_is_sent_although_it_had_expired_is_caught() {
        assertCaught(Clause.EXPIRED, A_DAY, LATE, ANSWER, DELIVERED);
        assertCaught(Clause.EXPIRED, A_DAY);
    }

    @Test
    void what_is_missed_although_it_had_not_expired_is_lost() {
        assertCaught(Clause.LOST, MISSED, LISTED);
    }

    @Test
    void what_is_missed_although_it_was_accepted_is_lost() {
        assertCaught(Clause.LOST, A_DAY, LATE, ANSWER, MISSED, LISTED);
    }

    @Test
    void what_is_missed_and_not_listed_or_the_other_way_round_is_caught() {
        assertCaught(Clause.UNLISTED, A_DAY, MISSED);
        assertCaught(Clause.UNLISTED, LATE, ANSWER, DELIVERED, LISTED);
    }

    @Test
    void who_overtakes_too_many_older_ones_is_caught() {
        Person eve =
                new Person(PERSON.at(), PERSON.createdAt(), "eve", 7_199, PERSON.dateOfBirth());
        Message younger = new Message("id-2", "eve", "2026", DUE.plusSeconds(1));
        Instant next = Instant.parse("2027-11-25T07:00:01Z");
        Event[] events = {
            eve,
            new Arrival(2, SENT.minusMillis(1), "node-2", SENT, SENT, 1, younger),
            new Answer(2, SENT, 200, "Status"),
            new Row("id-2", "eve", "2026", "delivered", 1, SETTLED, SETTLED),
            new Plan("eve", "2027", next),
            LATE,
            ANSWER,
            DELIVERED
        };

        Verdict one = Checker.check(with(events), Limits.NONE.withOvertaken(1));
        Verdict none = Checker.check(with(events), Limits.NONE.withOvertaken(0));

        assertThat(one.findings()).isEmpty();
        assertThat(one.number("overtaken at most")).isOne();
        assertThat(none.finds(Clause.OUT_OF_ORDER)).isTrue();
    }

    @Test
    void older_ones_that_came_later_are_counted_for_each() {
        int[] overtaken =
                Downtime.overtaken(
                        Stream.of(3, 1, 2, 2, 0)
                                .map(seconds ->
                                        arrival(
                                                1,
                                                SENT,
                                                new Message(
                                                        "id",
                                                        ADA,
                                                        "2026",
                                                        DUE.plusSeconds(seconds))))
                                .toList());

        assertThat(overtaken).containsExactly(4, 1, 1, 1, 0);
    }

    @Test
    void early_goes_by_the_databases_clock_as_it_stood() {
        Instant sent = DUE.minusSeconds(2);
        ClockStep forward = step(DUE.minusSeconds(5), Duration.ofSeconds(4));
        ClockStep back = step(DUE.minusSeconds(3), Duration.ZERO);
        ClockStep backTooSoon = step(DUE.minusMillis(4_001), Duration.ZERO);
        List<Event> early = instead(ARRIVAL, arrival(1, sent, MESSAGE));

        assertThat(check(early).finds(Clause.EARLY)).isTrue();
        assertThat(check(early, forward).finds(Clause.EARLY)).isFalse();
        assertThat(check(early, forward, back).finds(Clause.EARLY)).isFalse();
        assertThat(check(early, forward, backTooSoon).finds(Clause.EARLY)).isTrue();
    }

    @Test
    void a_settlement_is_dated_by_the_true_clock() {
        ClockStep behind = step(DUE.minusSeconds(30), Duration.ofSeconds(-10));
        Arrival again = arrival(2, HandMade.SETTLED.plusSeconds(5), MESSAGE);

        assertThat(check(good(), again).finds(Clause.AGAIN_AFTER_SETTLED)).isTrue();
        assertThat(check(good(), again, behind).finds(Clause.AGAIN_AFTER_SETTLED)).isFalse();
    }

    private static List<Event> with(Event... more) {
        return Stream.concat(
                        good().stream()
                                .filter(event -> !List.of(ARRIVAL, ANSWER, ROW).contains(event)),
                        Stream.concat(Stream.of(STEP, OUTAGE), Stream.of(more)))
                .toList();
    }

    private static Verdict check(Event... more) {
        return Checker.check(with(more), Limits.NONE);
    }

    private static Verdict check(List<Event> events, Event... more) {
        return Checker.check(Stream.concat(events.stream(), Stream.of(more)).toList(), Limits.NONE);
    }

    private static void assertCaught(Clause clause, Event... more) {
        assertThat(check(more).findings())
                .as("%s in %s", clause, List.of(more))
                .anyMatch(finding -> finding.clause() == clause);
    }

    private static ClockStep step(Instant at, Duration ahead) {
        return new ClockStep(at, at, ClockStep.DATABASE, ahead);
    }
}
