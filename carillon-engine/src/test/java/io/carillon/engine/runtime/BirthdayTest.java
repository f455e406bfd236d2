package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.calendar.LeapDayPolicy;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BirthdayTest {
    @Test
    void a_nine_o_clock_birthday_rings_at_nine_in_each_ones_own_zone() {
        Town town = Town.at("2027-03-01T00:00:00Z");
        town.person("Ada", "1990-06-15", "America/New_York");
        town.person("Banjo", "1985-06-15", "Australia/Melbourne");

        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sent())
                .extracting(RecordingChannel.Sent::at, RecordingChannel.Sent::text)
                .containsExactly(
                        tuple("2027-06-14T23:00:00Z", "Hey, Banjo Lovelace it's your birthday"),
                        tuple("2027-06-15T13:00:00Z", "Hey, Ada Lovelace it's your birthday"));
    }

    @ParameterizedTest(name = "{0}: {1} rings at {2}")
    @CsvSource({
        "Asia/Kathmandu,      --06-15, 2027-06-15T03:15:00Z",
        "Pacific/Kiritimati,  --06-15, 2027-06-14T19:00:00Z",
        "Pacific/Niue,        --06-15, 2027-06-15T20:00:00Z",
        "Australia/Lord_Howe, --06-15, 2027-06-14T22:30:00Z",
        "Australia/Lord_Howe, --12-15, 2027-12-14T22:00:00Z",
        "Pacific/Apia,        --06-15, 2027-06-14T20:00:00Z",
        "Asia/Calcutta,       --06-15, 2027-06-15T03:30:00Z",
    })
    void it_rings_at_nine_where_the_person_lives(String zone, String date, String expected) {
        Town town = Town.at("2027-01-01T00:00:00Z");
        town.person(date, zone);

        town.until("2027-12-31T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly(expected);
    }

    @ParameterizedTest
    @EnumSource(LeapDayPolicy.class)
    void a_29_february_rings_as_its_policy_says_in_every_year_of_a_century(LeapDayPolicy policy) {
        Town town = Town.at("1999-01-01T00:00:00Z");
        town.policies(p -> leapDay(p, policy));
        town.person("1992-02-29", "Europe/London");
        List<String> expected = new ArrayList<>();
        for (int year = 1999; year <= 2104; year++) {
            if (Year.isLeap(year)) {
                expected.add(year + "-02-29T09:00:00Z");
            } else if (policy != LeapDayPolicy.SKIP) {
                expected.add(
                        year
                                + (policy == LeapDayPolicy.MAR_1
                                        ? "-03-01T09:00:00Z"
                                        : "-02-28T09:00:00Z"));
            }
        }

        town.until("2104-12-31T00:00:00Z");

        assertThat(town.channel.sentAt()).isEqualTo(expected);
    }

    @Test
    void the_day_skipped_by_the_date_line_does_not_swallow_a_birthday() {
        Town town = Town.at("2011-06-01T00:00:00Z");
        town.person("1980-12-30", "Pacific/Apia");

        town.until("2012-01-15T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly("2011-12-30T19:00:00Z"); // 09:00 on the 31st there
        assertThat(town.periods()).containsExactly("2011");
    }

    @Test
    void after_a_days_downtime_everything_is_sent_once_oldest_first_and_flagged_late() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        town.person("Berta", "1990-06-15", "Europe/Berlin");
        town.person("Ken", "1990-06-15", "Asia/Tokyo");
        town.person("Nora", "1990-06-15", "America/New_York");
        town.asleepUntil("2027-06-15T20:00:00Z");

        town.downUntil("2027-06-15T20:00:00Z");
        town.until("2027-06-20T00:00:00Z");

        assertThat(town.channel.texts())
                .containsExactly(
                        "Hey, Ken Lovelace it's your birthday",
                        "Hey, Berta Lovelace it's your birthday",
                        "Hey, Nora Lovelace it's your birthday");
        assertThat(town.deliveries())
                .allSatisfy(delivery -> {
                    assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
                    assertThat(delivery.times().late()).contains(true);
                });
        assertThat(town.deliveries().getLast().times().lateFor()).contains(Duration.ofHours(20));
        assertThat(town.channel.sent().getFirst().dispatch().message().late()).isTrue();
    }

    @Test
    void what_is_older_than_it_may_be_is_missed_and_visibly_so() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-17T08:00:00.000001Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.MISSED);
        assertThat(town.delivery().times().sentAt()).isEmpty();
        assertThat(town.delivery().times().late()).isEmpty();
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T08:00:00Z");
    }

    @Test
    void exactly_as_old_as_it_may_be_it_is_still_sent() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-17T08:00:00Z");

        assertThat(town.periods()).containsExactly("2027");
    }

    @Test
    void nothing_rings_before_its_instant() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        town.person("1990-06-15", "Europe/London");

        town.until("2027-06-15T07:59:59.999999Z");

        assertThat(town.channel.sent()).isEmpty();
    }

    @Test
    void a_birthday_without_a_year_rings_like_any_other() {
        Town town = Town.at("2027-01-01T00:00:00Z");
        town.person("--02-29", "Europe/London");

        town.until("2029-01-01T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly("2027-03-01T09:00:00Z", "2028-02-29T09:00:00Z");
    }

    @Test
    void nobody_is_greeted_on_the_day_of_birth() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        SubjectId baby = town.person("2027-06-15", "Europe/London");

        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.next(baby)).isEqualTo("2028 at 2028-06-15T08:00:00Z");
    }

    @Test
    void the_local_time_of_the_occasion_can_fall_into_a_gap_and_rings_after_it() {
        Town town = Town.at("2027-01-01T00:00:00Z");
        town.ringsAt("02:30");
        town.person("--03-14", "America/New_York"); // clocks jump from 02:00 to 03:00

        town.until("2027-12-31T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-03-14T07:30:00Z");
    }

    @Test
    void a_time_that_comes_twice_rings_once() {
        Town town = Town.at("2027-01-01T00:00:00Z");
        town.ringsAt("01:30");
        town.person("--11-07", "America/New_York"); // 01:30 happens at 05:30Z and at 06:30Z

        town.until("2027-12-31T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-11-07T05:30:00Z");
    }

    @Test
    void the_next_year_is_planned_even_when_this_year_failed_for_good() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.channel.answers(new Outcome.Refused("HTTP 400"));

        town.until("2027-06-16T00:00:00Z");

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T08:00:00Z");
        town.until("2028-06-16T00:00:00Z");
        assertThat(town.periods()).containsExactly("2027", "2028");
    }

    @Test
    void the_id_shown_before_is_the_id_that_travels() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        var promised =
                town.engine.views().upcoming(Optional.of(ada), Optional.empty(), 1).getFirst().id();

        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sent().getFirst().dispatch().id()).isEqualTo(promised);
        assertThat(town.delivery().times().sentAt())
                .contains(Instant.parse("2027-06-15T08:00:00Z"));
    }

    private static Policies leapDay(Policies p, LeapDayPolicy leapDay) {
        return new Policies(
                leapDay,
                p.gap(),
                p.overlap(),
                p.sameDay(),
                p.expiresAfter(),
                p.lateAfter(),
                p.catchUp());
    }
}
