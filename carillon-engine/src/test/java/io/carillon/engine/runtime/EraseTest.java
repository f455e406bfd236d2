package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.subject.SubjectId;
import org.junit.jupiter.api.Test;

/// Who is erased leaves no trace; and what was decided for one person can be listed.
class EraseTest {
    @Test
    void who_is_erased_leaves_no_row_behind_and_others_lose_nothing() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.channel.answers(Outcome.Unavailable.because("busy"));
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.until("2027-06-15T09:00:00Z");
        SubjectId grace = town.person("1990-06-15", "America/New_York");
        town.until("2027-06-16T00:00:00Z");
        assertThat(rows(town)).isEqualTo("2 subjects, 2 schedules, 2 deliveries, 2 attempts");

        town.engine.subjects().erase(ada);

        assertThat(rows(town)).isEqualTo("1 subjects, 1 schedules, 1 deliveries, 0 attempts");
        assertThat(town.engine.subjects().find(ada)).isEmpty();
        assertThat(town.engine.views().deliveriesOf(grace)).hasSize(1);
    }

    @Test
    void who_was_deleted_before_can_still_be_erased() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.until("2027-06-16T00:00:00Z");
        town.engine.subjects().delete(ada);
        assertThat(town.deliveries()).hasSize(1);

        town.engine.subjects().erase(ada);

        assertThat(rows(town)).isEqualTo("0 subjects, 0 schedules, 0 deliveries, 0 attempts");
    }

    @Test
    void who_is_erased_while_a_message_leaves_is_not_written_down_again() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.channel.whileSending(() -> town.engine.subjects().erase(ada));

        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(rows(town)).isEqualTo("0 subjects, 0 schedules, 0 deliveries, 0 attempts");
    }

    @Test
    void what_was_decided_for_one_person_is_listed_first_due_first() {
        Town town = Town.at("2026-01-01T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.person("1990-06-16", "Europe/London");

        town.until("2028-12-01T00:00:00Z");

        assertThat(town.engine.views().deliveriesOf(ada))
                .extracting(Delivery::period)
                .containsExactly("2026", "2027", "2028");
    }

    private static String rows(Town town) {
        return town.databases
                .reference()
                .withHandle(handle ->
                        handle.createQuery(
                                        """
                                        SELECT (SELECT count(*) FROM subject) || ' subjects, '
                                               || (SELECT count(*) FROM schedule) || ' schedules, '
                                               || (SELECT count(*) FROM delivery) || ' deliveries, '
                                               || (SELECT count(*) FROM attempt) || ' attempts'
                                        """)
                                .mapTo(String.class)
                                .one());
    }
}
