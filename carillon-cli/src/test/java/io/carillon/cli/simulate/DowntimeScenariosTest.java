package io.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What becomes of what came due while the engine was down.
class DowntimeScenariosTest {
    private static final String NIGHT = "2027-06-15T00:00:00";

    private static Life downUntil(String until) {
        return Life.in("Europe/London", "--06-15")
                .during("2027-06-12", "2027-07-19")
                .isDown(NIGHT, until);
    }

    @Test
    void what_came_due_a_day_ago_is_sent_late_when_the_engine_is_up_again() {
        assertThat(downUntil("2027-06-16T08:00:00").rings())
                .containsExactly(
                        "2027 due 2027-06-15T08:00:00Z sent 2027-06-16T08:00:00Z late PT24H");
    }

    @Test
    void what_came_due_49_hours_ago_is_missed_and_listed_as_such() {
        JsonNode missed = downUntil("2027-06-17T09:00:00").deliveries().get(0);

        assertThat(missed)
                .hasToString(
                        "{\"period\":\"2027\",\"dueAt\":\"2027-06-15T08:00:00Z\",\"sentAt\":null,"
                                + "\"zone\":\"Europe/London\",\"state\":\"missed\",\"late\":null,\"lateFor\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "PT48H, 2027-06-17T08:00:00, true",
        "PT48H, 2027-06-17T08:00:00.000001, false",
        "END_OF_LOCAL_DAY, 2027-06-15T22:59:59, true",
        "END_OF_LOCAL_DAY, 2027-06-15T23:00:00, false",
        "NEVER, 2027-07-15T00:00:00, true",
        "PT0S, 2027-06-15T08:00:00, true",
        "PT0S, 2027-06-15T08:00:00.000001, false",
    })
    void exactly_as_old_as_it_may_be_it_is_still_sent(String expires, String up, boolean sent) {
        assertThat(downUntil(up).policy("expiresAfter", expires).rings())
                .singleElement()
                .asString()
                .contains(sent ? " sent " : " missed");
    }

    @ParameterizedTest
    @CsvSource({"PT1M, 08:01:00, false", "PT1M, 08:01:01, true", "PT0S, 08:00:01, true"})
    void late_is_later_than_late_after(String lateAfter, String up, boolean late) {
        assertThat(
                        downUntil("2027-06-15T" + up)
                                .policy("lateAfter", lateAfter)
                                .deliveries()
                                .get(0)
                                .path("late")
                                .asBoolean())
                .isEqualTo(late);
    }

    @Test
    void what_is_late_at_night_waits_for_the_local_hours() {
        assertThat(
                        downUntil("2027-06-15T22:00:00")
                                .localHours("08:00", "21:00")
                                .isSentWithCare()
                                .rings())
                .containsExactly(
                        "2027 due 2027-06-15T08:00:00Z sent 2027-06-16T07:00:00Z late PT23H");
    }

    @Test
    void what_waits_for_its_local_hours_is_cancelled_when_its_subject_is_deleted() {
        assertThat(
                        downUntil("2027-06-15T22:00:00")
                                .localHours("08:00", "21:00")
                                .isDeleted("2027-06-16T00:00:00")
                                .rings())
                .singleElement()
                .asString()
                .contains("cancelled");
    }

    @Test
    void what_still_waits_for_its_local_hours_at_the_end_is_not_listed() {
        assertThat(
                        Life.in("Europe/London", "--06-15")
                                .during("2027-06-12", "2027-06-16")
                                .isDown(NIGHT, "2027-06-15T22:00:00")
                                .localHours("08:00", "21:00")
                                .rings())
                .isEmpty();
    }

    @Test
    void of_several_overdue_years_catch_up_says_which_are_sent() {
        Life years =
                Life.in("Europe/London", "--06-15")
                        .during("2027-01-01", "2030-01-01")
                        .policy("expiresAfter", "NEVER")
                        .isDown("2027-01-01", "2029-12-01");
        String latest = "2029 due 2029-06-15T08:00:00Z sent 2029-12-01T00:00:00Z late PT4048H";

        assertThat(years.policy("catchUp", "LATEST").rings())
                .containsExactly(
                        "2027 due 2027-06-15T08:00:00Z missed",
                        "2028 due 2028-06-15T08:00:00Z missed",
                        latest);
        assertThat(years.policy("catchUp", "ALL").rings())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains(" sent 2029-12-01T00:00:00Z late"))
                .endsWith(latest);
        assertThat(years.policy("catchUp", "NONE").rings())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).endsWith(" missed"));
    }

    @Test
    void two_centuries_of_missed_years_are_all_listed_and_the_bell_goes_on() {
        List<String> rings =
                Life.in("Europe/London", "--06-15")
                        .during("1900-01-01", "2101-01-01")
                        .isDown("1900-01-01", "2099-12-01")
                        .rings();

        assertThat(rings).hasSize(201);
        assertThat(rings.subList(0, 200))
                .allSatisfy(line -> assertThat(line).endsWith(" missed"))
                .first()
                .asString()
                .startsWith("1900 ");
        assertThat(rings.getLast()).isEqualTo("2100 sent 2100-06-15T08:00:00Z");
    }

    @Test
    void edits_go_on_while_the_engine_is_down_and_lateness_counts_from_when_we_learnt_of_it() {
        assertThat(
                        downUntil("2027-06-15T15:00:00")
                                .moves("2027-06-15T12:00:00", "Europe/Berlin")
                                .rings())
                .containsExactly(
                        "2027 due 2027-06-15T07:00:00Z sent 2027-06-15T15:00:00Z late PT3H");
        assertThat(downUntil("2027-06-15T15:00:00").isDeleted("2027-06-15T12:00:00").rings())
                .isEmpty();
    }

    @Test
    void what_is_owed_comes_before_the_events_of_the_instant_at_which_the_engine_is_up() {
        String up = "2027-06-15T15:00:00";

        assertThat(downUntil(up).isDeleted(up).rings())
                .containsExactly(
                        "2027 due 2027-06-15T08:00:00Z sent 2027-06-15T15:00:00Z late PT7H");
        assertThat(downUntil(up).isDown(up, "2027-06-20").rings())
                .containsExactly(
                        "2027 due 2027-06-15T08:00:00Z sent 2027-06-15T15:00:00Z late PT7H");
    }

    @Test
    void of_downtimes_that_overlap_the_longest_counts() {
        assertThat(
                        downUntil("2027-06-15T15:00:00")
                                .isDown("2027-06-15T02:00:00", "2027-06-15T03:00:00")
                                .isDown("2027-06-15T10:00:00", "2027-06-15T16:00:00")
                                .rings())
                .containsExactly(
                        "2027 due 2027-06-15T08:00:00Z sent 2027-06-15T16:00:00Z late PT8H");
    }

    @Test
    void what_is_still_undecided_at_the_end_is_not_listed() {
        assertThat(downUntil("2027-07-19").rings()).isEmpty();
        assertThat(downUntil("2031-01-01").rings()).isEmpty();
        assertThat(downUntil("2027-07-18T23:59:59").rings()).hasSize(1);
    }
}
