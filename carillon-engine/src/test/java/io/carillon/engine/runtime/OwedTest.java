package io.carillon.engine.runtime;

import static io.carillon.engine.runtime.Town.expiresAfter;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.GapPolicy;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.occasion.CatchUp;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is owed to someone who comes, moves, is corrected or goes, on either side of the due
/// instant.
class OwedTest {
    @Test
    void who_signs_up_on_the_day_in_the_afternoon_is_greeted_at_once_and_not_called_late() {
        Town town = Town.at("2027-06-15T14:00:00Z");
        town.person("1990-06-15", "Europe/London");

        town.engine.round();

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T14:00:00Z");
        assertThat(town.delivery().times().late()).contains(false);
        assertThat(town.delivery().times().lateFor()).contains(Duration.ZERO);
        assertThat(town.delivery().times().dueAt()).isEqualTo("2027-06-15T08:00:00Z");
    }

    @Test
    void who_signs_up_on_the_day_is_greeted_even_when_nothing_late_may_be_sent() {
        Town town = Town.at("2027-06-15T14:00:00Z");
        town.policies(p -> expiresAfter(p, "PT0S"));
        town.person("1990-06-15", "Europe/London");

        town.engine.round();

        assertThat(town.periods()).containsExactly("2027");
    }

    @Test
    void who_signs_up_on_the_day_waits_a_year_when_the_policy_says_wait() {
        Town town = Town.at("2027-06-15T14:00:00Z");
        town.policies(p -> Town.sameDay(p, SameDay.WAIT));
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.engine.round();

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T08:00:00Z");
    }

    @Test
    void who_signs_up_the_day_after_is_not_greeted_for_yesterday_not_even_after_a_move() {
        Town town = Town.at("2027-06-16T08:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.until("2027-06-16T08:30:00Z");
        town.moves(ada, "Asia/Tokyo");
        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T00:00:00Z");
    }

    @Test
    void who_moves_east_past_nine_o_clock_is_greeted_at_once() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London"); // due at 08:00Z

        town.moves(ada, "Asia/Tokyo"); // was due at 00:00Z
        town.engine.round();

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T06:00:00Z");
        assertThat(town.delivery().times().dueAt()).isEqualTo("2027-06-15T00:00:00Z");
        assertThat(town.delivery().times().late()).contains(false);
    }

    @Test
    void who_moves_west_before_being_greeted_is_greeted_at_nine_over_there() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.moves(ada, "America/New_York");
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T13:00:00Z");
    }

    @Test
    void who_moves_west_after_being_greeted_is_not_greeted_again() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.until("2027-06-15T10:30:00Z");
        town.moves(ada, "America/New_York");
        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T08:00:00Z");
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T13:00:00Z");
    }

    @Test
    void who_crosses_the_date_line_westward_before_nine_keeps_the_day() {
        Town town =
                Town.at("2027-06-15T18:30:00Z"); // 08:30 on the 16th in Kiritimati, 07:30 on the
        // 15th in Niue
        SubjectId ada = town.person("1990-06-15", "Pacific/Kiritimati");

        town.moves(ada, "Pacific/Niue");
        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T20:00:00Z");
    }

    @Test
    void a_move_in_the_instant_of_the_bell_comes_after_the_bell() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.until("2027-06-15T08:00:00Z");
        town.moves(ada, "America/New_York");
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T08:00:00Z");
    }

    @Test
    void a_move_during_downtime_makes_nobody_miss_out() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.asleepUntil("2027-06-15T12:00:00Z");

        town.moves(ada, "Europe/Berlin");
        town.downUntil("2027-06-15T15:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T15:00:00Z");
        assertThat(town.delivery().times().dueAt()).isEqualTo("2027-06-15T07:00:00Z");
        assertThat(town.delivery().times().lateFor())
                .contains(Duration.ofHours(3)); // learnt of it at 12:00
    }

    @Test
    void a_move_that_finds_the_day_too_long_past_misses_it_for_good() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.policies(p -> expiresAfter(p, "PT6H"));
        SubjectId ada = town.person("1990-06-15", "America/New_York"); // due at 13:00Z
        town.asleepUntil("2027-06-15T12:00:00Z");

        town.moves(ada, "Asia/Tokyo"); // was due at 00:00Z, twelve hours ago
        town.moves(ada, "America/New_York");
        town.downUntil("2027-06-15T14:00:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.delivery().state()).isEqualTo(DeliveryState.MISSED);
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T13:00:00Z");
    }

    @Test
    void a_birthday_corrected_to_tomorrow_after_this_years_was_sent_rings_next_year() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.until("2027-06-15T12:00:00Z");
        town.isReallyBornOn(ada, "1990-06-16");
        town.until("2027-06-20T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T08:00:00Z");
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-16T08:00:00Z");
    }

    @Test
    void a_birthday_corrected_before_this_years_was_sent_rings_on_the_new_day() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.isReallyBornOn(ada, "1990-06-20");
        town.until("2027-06-30T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-20T08:00:00Z");
    }

    @Test
    void a_birthday_corrected_to_today_after_nine_is_greeted_at_once() {
        Town town = Town.at("2027-06-15T14:00:00Z");
        SubjectId ada = town.person("1990-08-01", "Europe/London");

        town.isReallyBornOn(ada, "1990-06-15");
        town.engine.round();

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T14:00:00Z");
    }

    @Test
    void a_birthday_corrected_to_yesterday_is_not_made_up_for() {
        Town town = Town.at("2027-06-16T14:00:00Z");
        SubjectId ada = town.person("1990-08-01", "Europe/London");

        town.isReallyBornOn(ada, "1990-06-15");
        town.engine.round();

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T08:00:00Z");
    }

    @Test
    void a_date_and_a_zone_changed_in_one_edit_count_as_a_new_date() {
        Town town = Town.at("2027-06-16T14:00:00Z");
        SubjectId ada = town.person("1990-08-01", "Europe/London");

        town.edit(
                ada,
                profile ->
                        new Profile(
                                "Asia/Tokyo",
                                Map.of("dateOfBirth", "1990-06-16"),
                                profile.attributes()));
        town.engine.round();

        assertThat(town.channel.sentAt())
                .containsExactly("2027-06-16T14:00:00Z"); // 23:00 there, still the 16th
    }

    @Test
    void who_is_deleted_before_the_bell_is_not_greeted() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        boolean existed = town.engine.subjects().delete(ada);
        town.until("2027-06-16T00:00:00Z");

        assertThat(existed).isTrue();
        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.next(ada)).isEqualTo("never");
        assertThat(town.engine.subjects().delete(ada)).isFalse();
    }

    @Test
    void who_is_deleted_and_created_anew_is_a_new_person() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.until("2027-06-15T10:00:00Z");

        town.engine.subjects().delete(ada);
        town.person("1990-06-15", "Europe/London");
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly("2027-06-15T08:00:00Z", "2027-06-15T10:00:00Z");
    }

    @Test
    void a_name_changed_before_the_bell_is_the_name_that_is_called() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("Ada", "1990-06-15", "Europe/London");

        town.isCalled(ada, "Augusta");
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.texts())
                .containsExactly("Hey, Augusta Lovelace it's your birthday");
    }

    @Test
    void a_name_changed_during_downtime_does_not_hide_how_late_the_bell_was() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.asleepUntil("2027-06-15T12:00:00Z");

        town.isCalled(ada, "Augusta");
        town.downUntil("2027-06-15T13:00:00Z");

        assertThat(town.delivery().times().lateFor()).contains(Duration.ofHours(5));
    }

    @Test
    void of_several_overdue_years_the_latest_is_sent_and_the_others_are_missed() {
        Town town = Town.at("2027-01-01T00:00:00Z");
        town.policies(p -> expiresAfter(p, "NEVER"));
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2029-12-01T00:00:00Z");

        assertThat(town.periods()).containsExactly("2029");
        assertThat(town.deliveries())
                .extracting(delivery -> delivery.period() + " " + delivery.state())
                .containsExactly("2029 DELIVERED", "2028 MISSED", "2027 MISSED");
    }

    @Test
    void all_overdue_years_are_sent_oldest_first_when_the_policy_says_all() {
        Town town = Town.at("2027-01-01T00:00:00Z");
        town.policies(p -> catchUp(expiresAfter(p, "NEVER"), CatchUp.ALL));
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2029-12-01T00:00:00Z");

        assertThat(town.periods()).containsExactly("2027", "2028", "2029");
    }

    @Test
    void nothing_late_is_sent_when_the_policy_says_none() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.policies(p -> catchUp(p, CatchUp.NONE));
        town.person("1990-06-15", "Europe/London");

        town.downUntil("2027-06-15T08:01:00.000001Z");

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.MISSED);
    }

    @Test
    void three_centuries_of_missed_years_do_not_stop_the_bell() {
        Town town = Town.at("2027-06-01T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.downUntil("2327-06-15T12:00:00Z");

        assertThat(town.periods()).containsExactly("2327");
        assertThat(town.next(ada)).startsWith("2328 at");
    }

    @Test
    void what_expires_with_the_local_day_is_sent_until_midnight_there() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.policies(p -> expiresAfter(p, "END_OF_LOCAL_DAY"));
        town.person("Early", "1990-06-15", "Asia/Tokyo"); // its day ends at 15:00Z
        town.person("Late", "1990-06-15", "Europe/London"); // its day ends at 23:00Z

        town.downUntil("2027-06-15T15:00:00Z");

        assertThat(town.channel.texts()).containsExactly("Hey, Late Lovelace it's your birthday");
    }

    @ParameterizedTest
    @CsvSource({"21:59, 1", "22:00, 0"})
    void a_midnight_that_is_missing_may_ring_on_the_day_before_and_ends_with_that_day(
            LocalTime back, int sent) {
        Town town = Town.at("2027-04-29T12:00:00Z");
        town.ringsAt("00:00");
        town.policies(p -> gap(expiresAfter(p, "END_OF_LOCAL_DAY"), GapPolicy.EARLIER));
        // Clocks jump from 00:00 to 01:00 on the 30th, at 22:00Z; an hour earlier it is 23:00.
        SubjectId ada = town.person("--04-30", "Africa/Cairo");
        assertThat(town.next(ada)).isEqualTo("2027 at 2027-04-29T21:00:00Z");

        town.downUntil("2027-04-29T%s:00Z".formatted(back));

        assertThat(town.channel.sent()).hasSize(sent);
    }

    private static Policies gap(Policies p, GapPolicy gap) {
        return new Policies(
                p.leapDay(),
                gap,
                p.overlap(),
                p.sameDay(),
                p.expiresAfter(),
                p.lateAfter(),
                p.catchUp());
    }

    private static Policies catchUp(Policies p, CatchUp catchUp) {
        return new Policies(
                p.leapDay(),
                p.gap(),
                p.overlap(),
                p.sameDay(),
                p.expiresAfter(),
                p.lateAfter(),
                catchUp);
    }
}
