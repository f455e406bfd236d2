package io.carillon.trials.history;

import static io.carillon.trials.history.HandMade.ADA;
import static io.carillon.trials.history.HandMade.ARRIVAL;
import static io.carillon.trials.history.HandMade.DUE;
import static io.carillon.trials.history.HandMade.PERSON;
import static io.carillon.trials.history.HandMade.PLAN;
import static io.carillon.trials.history.HandMade.SENT;
import static io.carillon.trials.history.HandMade.arrival;
import static io.carillon.trials.history.HandMade.good;
import static io.carillon.trials.history.HandMade.instead;
import static io.carillon.trials.history.HandMade.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.trials.history.Event.Edit;
import io.carillon.trials.history.Event.Edit.Kind;
import io.carillon.trials.history.Event.Message;
import io.carillon.trials.history.Event.Plan;
import io.carillon.trials.history.Event.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is owed to whom was edited about the time at which they were due.
class ExpectationTest {
    private static final Duration MOVE = Duration.ofSeconds(3);
    private static final LocalDate CHRISTMAS = LocalDate.of(1992, 12, 24);

    /// Three seconds further west.
    private static final int WEST = PERSON.offsetSeconds() - (int) MOVE.toSeconds();

    private static final Row SETTLED_AFTER_ALL =
            new Row("id-1", ADA, "2026", "delivered", 1, DUE.plusSeconds(60), DUE.plusSeconds(60));

    private static final Instant BEFORE = DUE.minusMillis(50);
    private static final Instant AFTER = DUE.plusMillis(50);

    @Test
    void whose_move_is_answered_before_the_bell_is_called_by_the_new_zone_alone() {
        Edit moved = edit(Kind.MOVED, BEFORE, BEFORE.plusMillis(9), WEST, PERSON.dateOfBirth());
        Message inTheWest = new Message("id-1", ADA, "2026", DUE.plus(MOVE));
        List<Event> right = instead(ARRIVAL, arrival(1, SENT.plus(MOVE), inTheWest));

        assertThat(judge(right, moved, westernNextYear())).isEmpty();
        assertThat(judge(good(), moved, westernNextYear())).contains(Clause.UNASKED);
    }

    @Test
    void whose_move_overlaps_the_bell_is_called_by_either_zone_and_once() {
        Edit moved = edit(Kind.MOVED, BEFORE, AFTER, WEST, PERSON.dateOfBirth());
        Message inTheWest = new Message("id-1", ADA, "2026", DUE.plus(MOVE));
        List<Event> west = instead(ARRIVAL, arrival(1, SENT.plus(MOVE), inTheWest));
        Message again = new Message("id-2", ADA, "2026", DUE.plus(MOVE));

        assertThat(judge(good(), moved, westernNextYear())).isEmpty();
        assertThat(judge(west, moved, westernNextYear())).isEmpty();
        assertThat(judge(with(arrival(2, SENT.plus(MOVE), again)), moved, westernNextYear()))
                .contains(Clause.TWO_IDS);
        assertThat(judge(List.of(), moved, westernNextYear())).contains(Clause.LOST);
    }

    @Test
    void who_moves_and_stays_planned_in_the_old_zone_is_caught() {
        Edit moved = edit(Kind.MOVED, BEFORE, AFTER, WEST, PERSON.dateOfBirth());

        assertThat(judge(good(), moved, PLAN)).containsExactly(Clause.NEXT_YEAR);
    }

    @Test
    void whose_move_overlaps_the_bell_is_not_called_by_the_new_zone_before_the_move() {
        int east = PERSON.offsetSeconds() + (int) MOVE.toSeconds();
        Edit moved = edit(Kind.MOVED, BEFORE, AFTER, east, PERSON.dateOfBirth());
        Message inTheEast = new Message("id-1", ADA, "2026", DUE.minus(MOVE));
        Plan next = new Plan(ADA, "2027", Instant.parse("2027-11-25T06:59:57Z"));

        assertThat(judge(instead(ARRIVAL, arrival(1, SENT, inTheEast)), moved, next)).isEmpty();
        assertThat(
                        judge(
                                instead(ARRIVAL, arrival(1, BEFORE.minusMillis(1), inTheEast)),
                                moved,
                                next))
                .containsExactly(Clause.EARLY);
    }

    @Test
    void whose_date_is_changed_at_the_bell_is_called_and_next_year_or_not_and_this_year() {
        Edit changed = edit(Kind.RE_DATED, BEFORE, AFTER, PERSON.offsetSeconds(), CHRISTMAS);
        Plan thisYear = new Plan(ADA, "2026", Instant.parse("2026-12-24T07:00:00Z"));
        Plan nextYear = new Plan(ADA, "2027", Instant.parse("2027-12-24T07:00:00Z"));

        assertThat(judge(good(), changed, nextYear)).isEmpty();
        assertThat(judge(good(), changed, thisYear)).containsExactly(Clause.NEXT_YEAR);
        assertThat(judge(List.of(), changed, thisYear)).isEmpty();
        assertThat(judge(List.of(), changed, nextYear)).containsExactly(Clause.NEXT_YEAR);
    }

    @Test
    void who_is_deleted_before_the_bell_is_neither_called_nor_planned() {
        Edit deleted =
                edit(
                        Kind.DELETED,
                        BEFORE,
                        BEFORE.plusMillis(9),
                        PERSON.offsetSeconds(),
                        PERSON.dateOfBirth());

        assertThat(judge(List.of(), deleted)).isEmpty();
        assertThat(judge(List.of(), deleted, PLAN)).containsExactly(Clause.NEXT_YEAR);
        assertThat(judge(good(), deleted)).contains(Clause.UNASKED);
    }

    @Test
    void whose_answer_was_lost_is_cancelled_when_deleted_meanwhile_and_only_then() {
        int offset = PERSON.offsetSeconds();
        Row cancelled = new Row("id-1", ADA, "2026", "cancelled", 1, DUE.plusSeconds(60), null);
        List<Event> answerLost = instead(HandMade.ROW, cancelled);
        Edit deleted = edit(Kind.DELETED, BEFORE, AFTER, offset, PERSON.dateOfBirth());
        Edit moved = edit(Kind.MOVED, BEFORE, AFTER, WEST, PERSON.dateOfBirth());

        assertThat(judge(answerLost, deleted)).isEmpty();
        assertThat(judge(answerLost, moved, westernNextYear())).containsExactly(Clause.LOST);
    }

    private static Edit edit(
            Kind kind, Instant at, Instant answeredAt, int offsetSeconds, LocalDate dateOfBirth) {
        return new Edit(at, answeredAt, ADA, kind, offsetSeconds, dateOfBirth);
    }

    private static Plan westernNextYear() {
        return new Plan(ADA, "2027", Instant.parse("2027-11-25T07:00:03Z"));
    }

    /// What is found when Ada was edited, this happened of the good history, and this is planned.
    private static List<Clause> judge(List<Event> happened, Edit edit, Plan... plan) {
        List<Event> history = new ArrayList<>(List.of(HandMade.BELL, PERSON, edit));
        happened.stream()
                .filter(event -> !(event instanceof Plan) && !history.contains(event))
                .map(event -> event.equals(HandMade.ROW) ? SETTLED_AFTER_ALL : event)
                .forEach(history::add);
        history.addAll(List.of(plan));
        return Checker.check(history, Limits.NONE).findings().stream()
                .map(Finding::clause)
                .distinct()
                .toList();
    }
}
