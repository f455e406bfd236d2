package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.subject.SubjectId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is broken is set aside, with the reason; it stops and delays nobody else.
class BrokenTest {
    private static final String NINE_IN_LONDON = "2027-06-15T08:00:00Z";

    private final Town town = Town.at("2027-06-15T00:00:00Z");

    @Test
    void among_many_who_are_due_the_broken_are_parked_each_for_its_reason() {
        town.people(100, "1990-06-15", "Europe/London");
        SubjectId lost = ada();
        SubjectId dateless = ada();
        SubjectId misdated = ada();
        SubjectId garbled = ada();
        SubjectId nameless = ada();
        town.people(100, "1990-06-15", "Europe/London");
        breaks("subject SET zone = 'Atlantis/Poseidonis'", lost);
        breaks("subject SET dates = '{}'", dateless);
        breaks("subject SET dates = '{\"dateOfBirth\": \"someday\"}'", misdated);
        breaks("subject SET attributes = '[\"Ada\"]'", garbled);
        breaks("subject SET attributes = '{\"firstName\": \"Ada\"}'", nameless);

        town.until("2027-06-15T09:00:00Z");

        String tz = TzSnapshot.bundled().version();
        assertThat(town.engine.views().parked(10))
                .extracting(one -> one.key().subject(), one -> one.parked().orElseThrow())
                .containsExactlyInAnyOrder(
                        tuple(lost, "tz database " + tz + " has no zone Atlantis/Poseidonis"),
                        tuple(dateless, "the subject has no date dateOfBirth that can be read"),
                        tuple(misdated, "the subject has no date dateOfBirth that can be read"),
                        tuple(garbled, "its subject or its occasion is gone, or cannot be read"));
        assertThat(town.deliveries())
                .filteredOn(one -> one.state() == DeliveryState.PARKED)
                .extracting(one -> one.schedule().subject(), one -> one.detail())
                .containsExactly(tuple(nameless, "its message cannot be rendered"));
        assertThat(town.events)
                .filteredOn(EngineEvent.DeliveryParked.class::isInstance)
                .map(EngineEvent.DeliveryParked.class::cast)
                .extracting(EngineEvent.DeliveryParked::reason)
                .containsExactly("its message cannot be rendered");
        assertThat(town.channel.sentAt()).hasSize(200).containsOnly(NINE_IN_LONDON);
    }

    @Test
    void a_date_that_cannot_be_read_is_mended_by_an_edit() {
        SubjectId misdated = ada();
        breaks("subject SET dates = '{\"dateOfBirth\": \"someday\"}'", misdated);
        town.until("2027-06-15T09:00:00Z");

        town.isReallyBornOn(misdated, "1990-06-16");
        town.until("2027-06-16T09:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-16T08:00:00Z");
    }

    @Test
    void a_definition_that_cannot_be_read_keeps_only_its_own_tenant_waiting() {
        town.people(10, "1990-06-15", "Europe/London");
        int neighbour = town.neighbour(10, "1990-06-15", "Europe/London");
        execute("UPDATE occasion SET catch_up = 'SOMETIMES' WHERE tenant_id = " + neighbour);

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sentAt()).hasSize(10).containsOnly(NINE_IN_LONDON);
        assertThat(town.neighbours.sent()).isEmpty();
        assertThat(execute("SELECT FROM schedule WHERE parked IS NOT NULL")).isEqualTo(10);
    }

    @Test
    void a_definition_that_cannot_be_read_any_more_keeps_nobody_else_from_another_attempt() {
        town.people(5, "1990-06-15", "Europe/London");
        int neighbour = town.neighbour(5, "1990-06-15", "Europe/London");
        town.channel.answersAlways(Outcome.Unavailable.because("HTTP 503"));
        town.neighbours.answersAlways(Outcome.Unavailable.because("HTTP 503"));
        town.until(NINE_IN_LONDON);
        execute("UPDATE delivery SET late = NULL, late_for = NULL"); // as if not tried yet
        execute("UPDATE occasion SET late_after = 'a while' WHERE tenant_id = " + neighbour);
        town.channel.answersAlways(new Outcome.Accepted("HTTP 200"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(execute("SELECT FROM delivery WHERE state = 'delivered'")).isEqualTo(5);
        assertThat(execute("SELECT FROM delivery WHERE state = 'parked'")).isEqualTo(5);
    }

    @Test
    void inputs_that_cannot_be_read_any_more_park_only_their_own_delivery() {
        town.people(5, "1990-06-15", "Europe/London");
        town.channel.answersAlways(Outcome.Unavailable.because("HTTP 503"));
        town.until(NINE_IN_LONDON);
        oneHasUnreadableInputs();
        town.channel.answersAlways(new Outcome.Accepted("HTTP 200"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(execute("SELECT FROM delivery WHERE state = 'delivered'")).isEqualTo(4);
        assertThat(execute("SELECT FROM delivery WHERE state = 'parked'")).isEqualTo(1);
    }

    @Test
    void inputs_that_cannot_be_read_keep_nothing_from_being_taken_back() {
        town.people(5, "1990-06-15", "Europe/London");
        town.asleepUntil(NINE_IN_LONDON);
        Town.killedIn(
                town.beside(
                        new Machine(),
                        _ -> {
                            throw new Killed();
                        }));
        oneHasUnreadableInputs();

        town.buriesTheDead();
        town.until("2027-06-15T09:00:00Z");

        assertThat(execute("SELECT FROM delivery WHERE state = 'delivered'")).isEqualTo(4);
        assertThat(execute("SELECT FROM delivery WHERE state = 'parked'")).isEqualTo(1);
    }

    @Test
    void a_template_that_cannot_be_filled_in_parks_only_its_own_deliveries() {
        town.people(10, "1990-06-15", "Europe/London");
        int neighbour = town.neighbour(10, "1990-06-15", "Europe/London");
        execute("UPDATE step SET template = 'Hey, {nickname}' WHERE tenant_id = " + neighbour);

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sentAt()).hasSize(10).containsOnly(NINE_IN_LONDON);
        assertThat(town.neighbours.sent()).isEmpty();
        assertThat(execute("SELECT FROM delivery WHERE state = 'parked'")).isEqualTo(10);
    }

    @Test
    void who_cannot_be_planned_keeps_nobody_from_following_a_new_definition() {
        town.people(10, "1990-06-15", "Europe/London");
        List.of(ada(), ada())
                .forEach(id -> breaks("subject SET dates = '{\"dateOfBirth\": \"someday\"}'", id));
        breaks("subject SET attributes = '[\"Ada\"]'", ada());

        town.ringsAt("08:00");
        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sentAt()).hasSize(10).containsOnly("2027-06-15T07:00:00Z");
        assertThat(town.engine.views().parked(10)).hasSize(3);
    }

    private SubjectId ada() {
        return town.person("1990-06-15", "Europe/London");
    }

    private void oneHasUnreadableInputs() {
        execute(
                "UPDATE delivery SET inputs = '[\"Ada\"]' WHERE id = (SELECT min(id::text)::uuid FROM delivery)");
    }

    private void breaks(String how, SubjectId id) {
        execute("UPDATE " + how + " WHERE id = '" + id + "'");
    }

    private int execute(String sql) {
        return town.databases
                .reference()
                .withHandle(handle ->
                        sql.startsWith("SELECT")
                                ? handle.select(sql).mapToMap().list().size()
                                : handle.execute(sql));
    }
}
