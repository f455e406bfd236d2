package io.carillon.trials.history;

import io.carillon.trials.history.Event.Answer;
import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.Bell;
import io.carillon.trials.history.Event.Message;
import io.carillon.trials.history.Event.Person;
import io.carillon.trials.history.Event.Plan;
import io.carillon.trials.history.Event.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Histories made by hand: Ada is greeted at 09:00 two hours east of UTC, on time; a test spoils
/// that.
final class HandMade {
    static final String ADA = "ada";
    static final Instant DUE = Instant.parse("2026-11-25T07:00:00Z");
    static final Instant SENT = DUE.plusMillis(20);
    static final Instant SETTLED = DUE.plusMillis(50);
    static final Message MESSAGE = new Message("id-1", ADA, "2026", DUE);

    static final Bell BELL = new Bell(DUE.minusSeconds(60), LocalTime.of(9, 0));
    static final Person PERSON =
            new Person(
                    DUE.minusSeconds(90),
                    DUE.minusSeconds(89),
                    ADA,
                    7_200,
                    LocalDate.of(1992, 11, 25));
    static final Arrival ARRIVAL = arrival(1, SENT, MESSAGE);
    static final Answer ANSWER = new Answer(1, SENT, 200, "Status");
    static final Row ROW = new Row("id-1", ADA, "2026", "delivered", 1, SETTLED, SETTLED);
    static final Plan PLAN = new Plan(ADA, "2027", Instant.parse("2027-11-25T07:00:00Z"));

    private static final List<Event> GOOD = List.of(BELL, PERSON, ARRIVAL, ANSWER, ROW, PLAN);

    private HandMade() {}

    static Arrival arrival(long request, Instant at, Message message) {
        return new Arrival(request, at, "node-1", at.minusMillis(5), at.minusMillis(1), 1, message);
    }

    static List<Event> good() {
        return GOOD;
    }

    static List<Event> without(Event one) {
        return GOOD.stream().filter(event -> !event.equals(one)).toList();
    }

    static List<Event> with(Event... more) {
        return Stream.concat(GOOD.stream(), Stream.of(more)).toList();
    }

    static List<Event> changed(UnaryOperator<Event> change) {
        List<Event> changed = new ArrayList<>(GOOD);
        changed.replaceAll(change);
        return changed;
    }

    static List<Event> instead(Event one, Event other) {
        return changed(event -> event.equals(one) ? other : event);
    }
}
