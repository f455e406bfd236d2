package io.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Days and times that do not exist, or exist twice.
class CalendarScenariosTest {
    @ParameterizedTest
    @CsvSource({
        "MAR_1, 2027-03-01T14:00:00Z 2028-02-29T14:00:00Z",
        "FEB_28, 2027-02-28T14:00:00Z 2028-02-29T14:00:00Z",
        "SKIP, 2028-02-29T14:00:00Z"
    })
    void a_29_february_rings_as_its_policy_says(String policy, String sent) {
        Life life =
                Life.in("America/New_York", "1992-02-29")
                        .during("2027-01-01", "2029-01-01")
                        .policy("leapDay", policy);

        assertThat(sentAt(life)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, --03-14, 02:30, LATER, 2027-03-14T07:30:00Z",
        "America/New_York, --03-14, 02:30, EARLIER, 2027-03-14T06:30:00Z",
        "America/New_York, --03-14, 02:30, SKIP,",
        "America/Santiago, --09-05, 00:00, LATER, 2027-09-05T04:00:00Z",
        "America/Santiago, --09-05, 00:00, EARLIER, 2027-09-05T03:00:00Z",
        "America/Santiago, --09-05, 00:00, SKIP,"
    })
    void a_time_that_the_clocks_jump_over_rings_as_the_gap_policy_says(
            String zone, String monthDay, String time, String policy, @Nullable String sent) {
        Life life =
                Life.in(zone, monthDay)
                        .during("2027-01-01", "2028-01-01")
                        .policy("localTime", time)
                        .policy("gap", policy);

        assertThat(sentAt(life)).isEqualTo(sent == null ? "" : sent);
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, --11-07, 01:30, EARLIER, 2027-11-07T05:30:00Z",
        "America/New_York, --11-07, 01:30, LATER, 2027-11-07T06:30:00Z",
        "America/Havana, --11-07, 00:00, EARLIER, 2027-11-07T04:00:00Z",
        "America/Havana, --11-07, 00:00, LATER, 2027-11-07T05:00:00Z"
    })
    void a_time_that_comes_twice_rings_once_as_the_overlap_policy_says(
            String zone, String monthDay, String time, String policy, String sent) {
        Life life =
                Life.in(zone, monthDay)
                        .during("2027-01-01", "2028-01-01")
                        .policy("localTime", time)
                        .policy("overlap", policy);

        assertThat(sentAt(life)).isEqualTo(sent);
    }

    @Test
    void the_day_that_apia_skipped_rings_on_the_day_after_under_its_own_year() {
        Life life =
                Life.in("Pacific/Apia", "--12-30")
                        .during("2011-12-28T00:00:00Z", "2012-01-05T00:00:00Z");

        assertThat(life.rings()).containsExactly("2011 sent 2011-12-30T19:00:00Z");
        assertThat(life.policy("gap", "SKIP").rings()).isEmpty();
    }

    @Test
    void nine_o_clock_is_nine_o_clock_in_each_zone_and_season() {
        assertThat(
                        sentAt(
                                Life.in("Pacific/Kiritimati", "--06-15")
                                        .during("2027-06-12", "2027-06-19")))
                .isEqualTo("2027-06-14T19:00:00Z");
        assertThat(sentAt(Life.in("Asia/Kathmandu", "--06-15").during("2027-06-12", "2027-06-19")))
                .isEqualTo("2027-06-15T03:15:00Z");
        assertThat(
                        sentAt(
                                Life.in("America/New_York", "--01-01")
                                        .during("2027-01-01", "2027-01-02")
                                        .policy("localTime", "09:00:30")))
                .isEqualTo("2027-01-01T14:00:30Z");
    }

    @Test
    void the_first_and_the_last_year_of_all_have_their_days() {
        assertThat(sentAt(Life.in("Etc/UTC", "--01-01").during("1900-01-01", "1901-01-01")))
                .isEqualTo("1900-01-01T09:00:00Z");
        assertThat(sentAt(Life.in("Etc/UTC", "--12-31").during("2199-01-01", "2200-01-01")))
                .isEqualTo("2199-12-31T09:00:00Z");
    }

    private static String sentAt(Life life) {
        return String.join(
                " ",
                life.rings().stream()
                        .map(line -> Arrays.asList(line.split(" sent ")).getLast())
                        .toList());
    }
}
