package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryLists;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewsTest {
    @Test
    void pages_of_deliveries_show_each_once_newest_due_first_over_decades() {
        Town town = Town.at("2000-06-01T00:00:00Z");
        IntStream.range(0, 3).forEach(i -> town.person("P" + i, "1990-06-15", "Europe/London"));
        town.until("2027-06-15T08:30:00Z");

        List<Delivery> all = new ArrayList<>();
        Optional<DeliveryLists.Position> after = Optional.empty();
        List<Delivery> page;
        do {
            page = town.engine.views().deliveries(Optional.empty(), after, 7);
            all.addAll(page);
            after =
                    Optional.of(all.getLast())
                            .map(last ->
                                    new DeliveryLists.Position(last.times().dueAt(), last.id()));
        } while (page.size() == 7);

        assertThat(all).hasSize(3 * 28).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(delivery -> delivery.times().dueAt())
                .isSortedAccordingTo(Comparator.<Instant>reverseOrder());
    }

    @Test
    void a_list_of_one_state_holds_no_other() {
        Town town = Town.at("2026-06-01T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(new Outcome.Refused("HTTP 400"));
        town.until("2027-06-15T08:30:00Z");

        assertThat(
                        town.engine
                                .views()
                                .deliveries(
                                        Optional.of(DeliveryState.FAILED), Optional.empty(), 50))
                .extracting(Delivery::period)
                .containsExactly("2026");
        assertThat(
                        town.engine
                                .views()
                                .deliveries(
                                        Optional.of(DeliveryState.DELIVERED), Optional.empty(), 50))
                .extracting(Delivery::period)
                .containsExactly("2027");
    }

    @Test
    void pages_of_what_is_upcoming_show_each_once_soonest_first_among_many_at_one_instant() {
        Town town = Town.at("2027-06-01T00:00:00Z");
        IntStream.range(0, 20).forEach(i -> town.person("P" + i, "1990-06-15", "Europe/London"));
        IntStream.range(0, 5).forEach(i -> town.person("Q" + i, "1990-06-14", "Europe/London"));

        List<Upcoming> all = new ArrayList<>();
        Optional<Schedules.Position> after = Optional.empty();
        List<Upcoming> page;
        do {
            page = town.engine.views().upcoming(Optional.empty(), after, 6);
            all.addAll(page);
            after =
                    Optional.of(all.getLast())
                            .map(last -> new Schedules.Position(last.dueAt(), last.schedule()));
        } while (page.size() == 6);

        assertThat(all).hasSize(25).doesNotHaveDuplicates();
        assertThat(all).extracting(Upcoming::dueAt).isSorted();
        assertThat(all.getFirst().local()).isEqualTo("2027-06-14T09:00:00");
    }

    @Test
    void those_that_cannot_be_shown_do_not_end_the_list_of_what_is_upcoming() {
        Town town = Town.at("2027-06-01T00:00:00Z");
        SubjectId lost = town.person("1990-06-14", "Europe/London");
        IntStream.range(0, 7).forEach(i -> town.person("P" + i, "1990-06-15", "Europe/London"));
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE subject SET zone = 'Atlantis/Poseidonis' WHERE id = ?",
                                lost.uuid()));

        List<Upcoming> page = town.engine.views().upcoming(Optional.empty(), Optional.empty(), 6);
        Upcoming last = page.getLast();

        assertThat(page).hasSize(6);
        assertThat(
                        town.engine
                                .views()
                                .upcoming(
                                        Optional.empty(),
                                        Optional.of(
                                                new Schedules.Position(
                                                        last.dueAt(), last.schedule())),
                                        6))
                .hasSize(1);
    }

    @Test
    void pages_of_subjects_show_each_once() {
        Town town = Town.at("2027-06-01T00:00:00Z");
        IntStream.range(0, 20).forEach(i -> town.person("P" + i, "1990-06-15", "Europe/London"));

        List<SubjectId> all = new ArrayList<>();
        Optional<SubjectId> after = Optional.empty();
        List<Subject> page;
        do {
            page = town.engine.subjects().page("user", after, 6);
            page.forEach(subject -> all.add(subject.id()));
            after = Optional.of(all.getLast());
        } while (page.size() == 6);

        assertThat(all).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void what_a_tenant_reads_and_does_is_its_own() {
        Town town = Town.at("2027-06-15T07:59:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        int neighbour = town.neighbour(2, "1990-06-15", "Europe/London");
        town.neighbours.answersAlways(new Outcome.Refused("HTTP 400"));
        town.until("2027-06-15T08:30:00Z");
        Views own = town.engine.views();
        Views theirs = town.engine.views(neighbour);

        assertThat(own.deliveries(Optional.empty(), Optional.empty(), 10))
                .extracting(delivery -> delivery.schedule().subject())
                .containsExactly(ada);
        List<Delivery> failed = theirs.deliveries(Optional.empty(), Optional.empty(), 10);
        assertThat(failed)
                .hasSize(2)
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.FAILED);
        assertThat(theirs.upcoming(Optional.empty(), Optional.empty(), 10)).hasSize(2);
        assertThat(theirs.deliveriesOf(ada)).isEmpty();
        assertThat(own.delivery(failed.getFirst().id())).isEmpty();
        assertThat(theirs.delivery(failed.getFirst().id())).isPresent();

        Selection all = Selection.of(DeliveryState.FAILED, 10);
        Action.Cause cause = new Action.Cause("Grace", "mended");
        assertThat(town.engine.deliveries().operate(all, Operation.REPLAY, cause).done()).isEmpty();
        assertThat(town.engine.deliveries(neighbour).operate(all, Operation.REPLAY, cause).done())
                .hasSize(2);
    }
}
