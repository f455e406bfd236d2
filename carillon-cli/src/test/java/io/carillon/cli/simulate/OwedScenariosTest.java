package io.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is owed to someone who moves, is corrected or goes, on either side of the due instant.
class OwedScenariosTest {
    private static Life june() {
        return Life.in("Europe/London", "--06-15").during("2027-06-12", "2027-06-19");
    }

    @Test
    void the_example_of_the_document_is_answered_as_the_document_says() {
        String example =
                """
                {"id":"s1","subject":{"zone":"Europe/London","monthDay":"--06-15"},\
                "occasion":{"localTime":"09:00","expiresAfter":"PT24H"},\
                "from":"2027-06-12T00:00:00Z","until":"2027-06-19T00:00:00Z",\
                "events":[{"at":"2027-06-15T10:30:00Z","zone":"America/New_York"}]}
                """;

        assertThat(Rehearsals.line(example))
                .hasToString(
                        "{\"deliveries\":[{\"period\":\"2027\",\"dueAt\":\"2027-06-15T08:00:00Z\","
                                + "\"sentAt\":\"2027-06-15T08:00:00Z\",\"zone\":\"Europe/London\",\"state\":\"delivered\","
                                + "\"late\":false,\"lateFor\":\"PT0S\"}]}");
    }

    @Test
    void a_week_without_a_birthday_has_no_deliveries() {
        assertThat(Life.in("Europe/London", "--07-01").during("2027-06-12", "2027-06-19").rings())
                .isEmpty();
    }

    @Test
    void who_moves_east_past_nine_o_clock_is_greeted_at_once_and_not_late() {
        Life life = june().moves("2027-06-15T06:00:00", "Asia/Tokyo");

        assertThat(life.rings())
                .containsExactly("2027 due 2027-06-15T00:00:00Z sent 2027-06-15T06:00:00Z");
        assertThat(life.deliveries().get(0).path("zone").asString()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void who_moves_west_before_being_greeted_is_greeted_at_nine_over_there() {
        assertThat(june().moves("2027-06-15T06:00:00", "America/New_York").rings())
                .containsExactly("2027 sent 2027-06-15T13:00:00Z");
    }

    @Test
    void who_moves_west_after_being_greeted_is_not_greeted_again() {
        assertThat(june().moves("2027-06-15T10:30:00", "America/New_York").rings())
                .containsExactly("2027 sent 2027-06-15T08:00:00Z");
    }

    @Test
    void a_move_so_far_that_the_day_is_too_long_past_misses_it_for_good() {
        assertThat(
                        june().policy("expiresAfter", "PT6H")
                                .isDown("2027-06-15T07:00:00", "2027-06-15T14:00:00")
                                .moves("2027-06-15T12:00:00", "Asia/Tokyo")
                                .moves("2027-06-15T12:30:00", "America/New_York")
                                .rings())
                .containsExactly("2027 due 2027-06-15T00:00:00Z missed");
    }

    @Test
    void a_birthday_corrected_to_tomorrow_after_this_years_was_sent_rings_next_year() {
        assertThat(
                        Life.in("Europe/London", "--06-15")
                                .during("2027-06-12", "2028-07-01")
                                .isReallyOf("2027-06-15T12:00:00", "1990-06-16")
                                .rings())
                .containsExactly(
                        "2027 sent 2027-06-15T08:00:00Z", "2028 sent 2028-06-16T08:00:00Z");
    }

    @Test
    void a_birthday_corrected_before_this_years_was_sent_rings_on_the_new_day() {
        assertThat(june().isReallyOf("2027-06-14T00:00:00", "1990-06-17").rings())
                .containsExactly("2027 sent 2027-06-17T08:00:00Z");
    }

    @Test
    void a_birthday_corrected_to_today_after_nine_is_greeted_at_once_whatever_expires() {
        Life life =
                Life.in("Europe/London", "--08-01")
                        .during("2027-06-12", "2027-06-19")
                        .policy("expiresAfter", "PT0S")
                        .isReallyOf("2027-06-15T14:00:00", "1990-06-15");

        assertThat(life.rings())
                .containsExactly("2027 due 2027-06-15T08:00:00Z sent 2027-06-15T14:00:00Z");
        assertThat(life.policy("sameDay", "WAIT").rings()).isEmpty();
    }

    @Test
    void a_birthday_corrected_to_yesterday_is_not_made_up_for() {
        assertThat(
                        Life.in("Europe/London", "--08-01")
                                .during("2027-06-12", "2027-06-19")
                                .isReallyOf("2027-06-16T14:00:00", "1990-06-15")
                                .rings())
                .isEmpty();
    }

    @Test
    void a_birthday_corrected_to_the_same_day_changes_nothing() {
        assertThat(
                        june().isReallyOf("2027-06-15T07:00:00", "1990-06-15")
                                .isReallyOf("2027-06-15T09:00:00", "1990-06-15")
                                .rings())
                .containsExactly("2027 sent 2027-06-15T08:00:00Z");
    }

    @Test
    void a_date_and_a_zone_in_one_event_are_one_change_and_count_as_a_new_date() {
        assertThat(
                        Life.in("Europe/London", "--08-01")
                                .during("2027-06-12", "2027-06-19")
                                .movesAndIsReallyOf(
                                        "2027-06-16T14:00:00", "Asia/Tokyo", "1990-06-16")
                                .rings())
                .containsExactly("2027 due 2027-06-16T00:00:00Z sent 2027-06-16T14:00:00Z");
    }

    @Test
    void who_is_deleted_before_the_bell_is_not_greeted_and_after_it_was() {
        assertThat(june().isDeleted("2027-06-15T07:59:59").rings()).isEmpty();
        assertThat(june().isDeleted("2027-06-15T08:00:01").rings())
                .containsExactly("2027 sent 2027-06-15T08:00:00Z");
    }

    @Test
    void what_happens_to_someone_deleted_changes_nothing() {
        assertThat(
                        june().isDeleted("2027-06-14")
                                .moves("2027-06-15T01:00:00", "Asia/Tokyo")
                                .isReallyOf("2027-06-15T02:00:00", "1990-06-15")
                                .isDeleted("2027-06-15T03:00:00")
                                .rings())
                .isEmpty();
    }

    @Test
    void the_first_year_is_the_one_after_the_date_itself() {
        assertThat(
                        Life.in("Europe/London", "2026-06-15")
                                .during("2026-01-01", "2028-01-01")
                                .rings())
                .containsExactly("2027 sent 2027-06-15T08:00:00Z");
    }
}
