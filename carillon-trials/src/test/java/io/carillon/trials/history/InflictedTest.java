package io.carillon.trials.history;

import static io.carillon.trials.history.HandMade.DUE;
import static io.carillon.trials.history.HandMade.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.ClockStep;
import io.carillon.trials.history.Event.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What counts as inflicted.
class InflictedTest {
    private static final String NODE_CLOCK = "clock of a node set";
    private static final Duration FAR = Duration.ofHours(-3);
    private static final ClockStep STEP = step("node-1", FAR);

    @Test
    void a_node_s_clock_that_its_requests_show_was_set_once() {
        assertThat(Inflicted.byKind(List.of(STEP, shows(FAR), shows(FAR))))
                .containsEntry(NODE_CLOCK, 1L);
        assertThat(Inflicted.byKind(List.of(STEP, shows(FAR.minusSeconds(2)))))
                .containsEntry(NODE_CLOCK, 1L);
    }

    @Test
    void a_clock_that_no_request_shows_was_not_set() {
        Duration other = Duration.ofHours(5);

        assertThat(Inflicted.byKind(List.of(STEP))).isEmpty();
        assertThat(Inflicted.byKind(List.of(STEP, shows(Duration.ZERO)))).isEmpty();
        assertThat(Inflicted.byKind(List.of(shows(FAR), STEP))).isEmpty();
        assertThat(Inflicted.byKind(List.of(step("node-2", FAR), shows(FAR)))).isEmpty();
        assertThat(Inflicted.byKind(List.of(STEP, step("node-1", other), shows(FAR)))).isEmpty();
    }

    @Test
    void a_clock_set_to_what_it_showed_or_is_right_was_not_set() {
        Duration near = Duration.ofSeconds(4);

        assertThat(Inflicted.byKind(List.of(STEP, STEP, shows(FAR)))).isEmpty();
        assertThat(Inflicted.byKind(List.of(STEP, step("node-1", near), shows(near)))).isEmpty();
        assertThat(Inflicted.byKind(List.of(STEP, step("node-1", near), shows(Duration.ZERO))))
                .isEmpty();
    }

    @Test
    void each_kind_is_counted_without_what_it_was_drawn_to_be() {
        List<Event> events =
                List.of(
                        new Fault(DUE, "Hang[lasting=PT13S]", "receiver", null),
                        new Fault(DUE, "Hang[lasting=PT9S]", "receiver", null),
                        new Fault(DUE, "pause in a claim", "node-1", DUE),
                        new Fault(DUE, "pause", "node-1", DUE),
                        step(ClockStep.DATABASE, Duration.ofSeconds(2)),
                        new Event.Outage(DUE, DUE, DUE));

        var byKind = Inflicted.byKind(events);

        assertThat(byKind)
                .containsOnly(
                        entry("Hang", 2),
                        entry("pause", 1),
                        entry("pause in a claim", 1),
                        entry("clock of the database set", 1),
                        entry("outage", 1));
        assertThat(Inflicted.of("pause", byKind)).isEqualTo(2);
        assertThat(Inflicted.of("pause in a claim", byKind)).isOne();
    }

    private static Map.Entry<String, Long> entry(String kind, long count) {
        return Map.entry(kind, count);
    }

    private static ClockStep step(String whose, Duration ahead) {
        return new ClockStep(DUE, DUE, whose, ahead);
    }

    /// A request of the first node, whose clock is so far ahead.
    private static Arrival shows(Duration ahead) {
        return new Arrival(1, DUE, "node-1", DUE.plus(ahead), DUE, 1, MESSAGE);
    }
}
