package io.carillon.calendar.rrule;

import static io.carillon.calendar.rrule.Expansion.all;
import static io.carillon.calendar.rrule.Expansion.at;
import static io.carillon.calendar.rrule.Expansion.first;
import static io.carillon.calendar.rrule.Expansion.nine;
import static io.carillon.calendar.rrule.Expansion.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.Draws;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules that count in other calendars, and what becomes of days that a year or month lacks. The
/// examples of RFC 7529 come first, but for the Ethiopic one.
class Rfc7529Test {
    private static final int RULES = Draws.count(600);
    private static final long SEED = Draws.seed(7_529);

    @Test
    void chinese_new_year() {
        assertThat(first(5, "2013-02-10T09:00", "RSCALE=CHINESE;FREQ=YEARLY"))
                .isEqualTo(
                        nine(
                                "2013-02: 10",
                                "2014-01: 31",
                                "2015-02: 19",
                                "2016-02: 8",
                                "2017-01: 28"));
    }

    @Test
    void the_8th_of_adar_i_or_of_adar_where_there_is_none() {
        assertThat(
                        first(
                                4,
                                "2014-02-08T09:00",
                                "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD"))
                .isEqualTo(nine("2014-02: 8", "2015-02: 27", "2016-02: 17", "2017-03: 6"));
    }

    @Test
    void the_29_february_or_the_1_march_where_there_is_none() {
        assertThat(first(5, "2012-02-29T09:00", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD"))
                .isEqualTo(
                        nine(
                                "2012-02: 29",
                                "2013-03: 1",
                                "2014-03: 1",
                                "2015-03: 1",
                                "2016-02: 29"));
    }

    @Test
    void the_31_of_each_month() {
        String start = "2014-01-31T09:00";

        assertThat(first(4, start, "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=OMIT"))
                .isEqualTo(first(4, start, "FREQ=MONTHLY"))
                .isEqualTo(nine("2014-01: 31", "2014-03: 31", "2014-05: 31", "2014-07: 31"));
        assertThat(first(4, start, "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD"))
                .isEqualTo(nine("2014-01: 31", "2014-02: 28", "2014-03: 31", "2014-04: 30"));
        assertThat(first(4, start, "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD"))
                .isEqualTo(nine("2014-01: 31", "2014-03: 1 31", "2014-05: 1"));
    }

    @Test
    void a_rule_without_skip_omits() {
        assertThat(first(2, "2012-02-29T09:00", "RSCALE=GREGORIAN;FREQ=YEARLY"))
                .isEqualTo(nine("2012-02: 29", "2016-02: 29"));
    }

    @Test
    void a_chinese_leap_month_that_a_year_lacks_is_the_month_of_its_number_or_the_one_after() {
        // 2020 and 2039 have no 6L; 2025 and 2036 do, from 25 July and 23 July on.
        String birthday = "RSCALE=CHINESE;FREQ=YEARLY;SKIP=";

        assertThat(first(2, "2025-07-25T09:00", birthday + "OMIT"))
                .isEqualTo(nine("2025-07: 25", "2036-07: 23"));
        assertThat(first(3, "2025-07-25T09:00", birthday + "BACKWARD"))
                .isEqualTo(nine("2025-07: 25", "2026-07: 14", "2027-07: 4"));
        assertThat(first(3, "2025-07-25T09:00", birthday + "FORWARD"))
                .isEqualTo(nine("2025-07: 25", "2026-08: 13", "2027-08: 2"));
    }

    @Test
    void the_month_is_moved_before_the_day() {
        // 30 Adar I, in a common year: forward to Adar, which has 29 days, and so to 1 Nisan; or
        // backward to Shevat, which has 30.
        String rule = "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=30;SKIP=";

        assertThat(first(2, "2024-03-10T09:00", rule + "OMIT"))
                .isEqualTo(nine("2024-03: 10", "2027-03: 9"));
        assertThat(first(2, "2024-03-10T09:00", rule + "FORWARD"))
                .isEqualTo(nine("2024-03: 10", "2025-03: 30"));
        assertThat(first(2, "2024-03-10T09:00", rule + "BACKWARD"))
                .isEqualTo(nine("2024-03: 10", "2025-02: 28"));
    }

    @Test
    void two_days_that_meet_are_one_and_counted_once() {
        assertThat(
                        all(
                                "2027-02-01T09:00",
                                "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=1,31;SKIP=FORWARD;COUNT=5"))
                .isEqualTo(nine("2027-02: 1", "2027-03: 1 31", "2027-04: 1", "2027-05: 1"));
    }

    @Test
    void two_days_that_meet_across_intervals_are_one_at_midnight_too() {
        assertThat(
                        first(
                                7,
                                "2027-01-01T00:00",
                                "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=-31,-1;SKIP=BACKWARD"))
                .isEqualTo(
                        at(
                                LocalTime.MIDNIGHT,
                                "2027-01: 1 31",
                                "2027-02: 28",
                                "2027-03: 1 31",
                                "2027-04: 30",
                                "2027-05: 1"));
    }

    @Test
    void days_that_meet_across_intervals_keep_each_its_own_times() {
        assertThat(
                        all(
                                "2027-04-30T08:00",
                                "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=1,31;BYHOUR=8,20"
                                        + ";BYSETPOS=-1,1,2;SKIP=FORWARD;COUNT=5"))
                .isEqualTo(
                        times(
                                "2027-05-01T08:00",
                                "2027-05-01T20:00",
                                "2027-05-31T20:00",
                                "2027-06-01T08:00",
                                "2027-06-01T20:00"));
    }

    @Test
    void what_an_earlier_interval_moves_past_the_start_is_an_instance() {
        assertThat(
                        first(
                                2,
                                "2027-03-01T09:00",
                                "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD"))
                .isEqualTo(nine("2027-03: 1 31"));
    }

    @Test
    void a_day_before_the_first_moves_to_it_or_to_the_one_before() {
        String rule = "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=-31;SKIP=";

        assertThat(first(3, "2027-03-02T09:00", rule + "FORWARD"))
                .isEqualTo(nine("2027-04: 1", "2027-05: 1", "2027-06: 1"));
        assertThat(first(3, "2027-03-02T09:00", rule + "BACKWARD"))
                .isEqualTo(nine("2027-03: 31", "2027-05: 1 31"));
    }

    @Test
    void a_day_of_the_year_that_it_lacks_is_moved() {
        String rule = "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=366;SKIP=";

        assertThat(first(2, "2024-12-31T09:00", rule + "FORWARD"))
                .isEqualTo(nine("2024-12: 31", "2026-01: 1"));
        assertThat(first(2, "2024-12-31T09:00", rule + "BACKWARD"))
                .isEqualTo(nine("2024-12: 31", "2025-12: 31"));
    }

    @Test
    void a_day_of_the_month_keeps_its_month_when_it_is_moved_and_a_day_of_the_year_gets_one() {
        String forward = "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD;";

        assertThat(first(2, "2027-01-01T09:00", forward + "BYMONTH=2;BYMONTHDAY=30"))
                .isEqualTo(nine("2027-03: 1", "2028-03: 1"));
        assertThat(first(2, "2025-01-01T09:00", forward + "BYMONTH=1;BYYEARDAY=366"))
                .isEqualTo(nine("2026-01: 1", "2027-01: 1"));
        assertThat(first(2, "2025-01-01T09:00", forward + "BYMONTH=12;BYYEARDAY=366"))
                .isEqualTo(nine("2028-12: 31", "2032-12: 31"));
    }

    @Test
    void a_weekday_limits_the_days_as_they_were_moved() {
        assertThat(
                        first(
                                2,
                                "2026-01-01T09:00",
                                "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=FR;SKIP=FORWARD"))
                .isEqualTo(nine("2026-05: 1", "2026-07: 31"));
    }

    @Test
    void a_monthly_rule_counts_the_months_of_its_calendar_leap_months_too() {
        assertThat(first(4, "2025-06-25T09:00", "RSCALE=CHINESE;FREQ=MONTHLY"))
                .isEqualTo(nine("2025-06: 25", "2025-07: 25", "2025-08: 23", "2025-09: 22"));
        assertThat(first(3, "2013-10-25T09:00", "RSCALE=ISLAMIC-CIVIL;FREQ=MONTHLY;INTERVAL=2"))
                .isEqualTo(nine("2013-10: 25", "2013-12: 24", "2014-02: 21"));
    }

    @Test
    void finer_rules_filter_by_the_months_and_days_of_the_calendar() {
        assertThat(
                        first(
                                3,
                                "2013-07-09T09:00",
                                "RSCALE=ISLAMIC-CIVIL;FREQ=DAILY;BYMONTH=9;BYMONTHDAY=1,-1"))
                .isEqualTo(nine("2013-07: 9", "2013-08: 7", "2014-06: 29"));
        assertThat(first(2, "2024-02-10T09:00", "RSCALE=HEBREW;FREQ=WEEKLY;BYMONTH=5L;BYDAY=SA"))
                .isEqualTo(nine("2024-02: 10 17"));
        assertThat(
                        first(
                                1,
                                "2024-03-10T23:00",
                                "RSCALE=HEBREW;FREQ=HOURLY;BYMONTH=5L;BYMONTHDAY=30"))
                .isEqualTo(times("2024-03-10T23:00"));
    }

    @Test
    void a_calendar_ends_where_it_can_tell_no_more() {
        assertThat(all("2099-06-01T09:00", "RSCALE=CHINESE;FREQ=YEARLY").getLast())
                .isBefore("2101-01-29T00:00");
        assertThat(all("2100-12-01T09:00", "RSCALE=CHINESE;FREQ=DAILY").getLast())
                .isEqualTo("2101-01-28T09:00");
        assertThat(all("2100-12-01T00:00", "RSCALE=CHINESE;FREQ=DAILY").getLast())
                .isEqualTo("2101-01-28T00:00");
        assertThat(
                        Expansion.startingFrom(
                                "2101-02-01T00:00",
                                "2099-06-01T09:00",
                                "RSCALE=CHINESE;FREQ=MONTHLY"))
                .isEmpty();
        assertThatThrownBy(() -> all("1899-06-01T09:00", "RSCALE=CHINESE;FREQ=YEARLY"))
                .hasMessage(
                        "CHINESE tells the days from 1900-01-31 to 2101-01-28, and 1899-06-01T09:00"
                                + " is none of them");
    }

    @Test
    void what_would_be_moved_past_the_last_year_that_a_calendar_tells_does_not_happen() {
        // No year has a leap month after the twelfth, so it is moved to the first of the next.
        assertThat(
                        all(
                                "2099-02-01T09:00",
                                "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=12L;BYMONTHDAY=1;SKIP=FORWARD"))
                .isEqualTo(nine("2100-02: 9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30
                    RSCALE=HEBREW;FREQ=YEARLY;BYYEARDAY=385;BYMONTH=1
                    RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=31
                    RSCALE=HEBREW;FREQ=DAILY;BYMONTH=6;BYMONTHDAY=30
                    RSCALE=CHINESE;FREQ=DAILY;BYMONTH=12L
                    RSCALE=ISLAMIC-CIVIL;FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30
                    RSCALE=ISLAMIC-CIVIL;FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30
                    RSCALE=GREGORIAN;FREQ=MONTHLY;BYDAY=6MO;SKIP=FORWARD
                    """)
    void a_rule_that_never_produces_anything_ends(String rule) {
        RuleTimes times =
                new RuleTimes(
                        RecurrenceRule.parse(rule),
                        LocalDateTime.parse("2027-01-01T09:00"),
                        Long.MIN_VALUE);

        assertThat(times.next()).isEqualTo(LocalTimes.END);
        assertThat(times.looks()).isBetween(1, 120_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=4L        | BYMONTH at 35: HEBREW has no leap month 4L; write 4
                    RSCALE=ISLAMIC-CIVIL;FREQ=YEARLY;BYMONTH=1L | BYMONTH at 42: ISLAMIC-CIVIL has no leap month 1L; write 1
                    FREQ=YEARLY;BYMONTH=13;RSCALE=CHINESE       | BYMONTH at 21: 13 is not 1 to 12
                    RSCALE=HEBREW;FREQ=YEARLY;BYYEARDAY=386     | BYYEARDAY at 37: 386 is not 1 to 385 or -385 to -1
                    RSCALE=HEBREW;FREQ=YEARLY;BYWEEKNO=56       | BYWEEKNO at 36: 56 is not 1 to 55 or -55 to -1
                    RSCALE=JULIAN;FREQ=YEARLY                   | RSCALE at 8: JULIAN is no calendar; there are GREGORIAN, CHINESE, HEBREW, ISLAMIC-CIVIL
                    """)
    void what_no_year_of_the_calendar_has_is_refused(String rule, String message) {
        assertThatThrownBy(() -> RecurrenceRule.parse(rule)).hasMessage(message);
    }

    @Test
    void leap_months_are_written_after_the_month_they_repeat() {
        assertThat(RecurrenceRule.parse("BYMONTH=6,5l,5;FREQ=YEARLY;RSCALE=Chinese;SKIP=Backward"))
                .hasToString("FREQ=YEARLY;RSCALE=CHINESE;SKIP=BACKWARD;BYMONTH=5,5L,6");
    }

    @Test
    @Tag("random")
    void a_random_rule_selects_what_is_written_down_interval_by_interval() {
        SplittableRandom random = new SplittableRandom(SEED);
        int productive = 0;

        for (int i = 0; i < RULES; i++) {
            ScaledRule rule = ScaledRule.draw(random);
            LocalDate end = rule.start().plusDays(3_000);
            List<LocalDate> expected = List.copyOf(new ScaledDays(rule).until(end));

            assertThat(days(rule, rule.start(), end))
                    .as("rule %d: %s", i, rule)
                    .isEqualTo(expected);
            if (!expected.isEmpty()) {
                productive++;
                int index = random.nextInt(expected.size());
                assertThat(days(rule, expected.get(index), end))
                        .as("rule %d from %s: %s", i, expected.get(index), rule)
                        .isEqualTo(expected.subList(index, expected.size()));
            }
        }

        assertThat(productive).as("rules that select anything").isGreaterThan(RULES / 2);
        Draws.tally("rules of other calendars", RULES);
    }

    private static List<LocalDate> days(ScaledRule rule, LocalDate from, LocalDate end) {
        LocalTimes times =
                RecurrenceSet.of(RecurrenceRule.parse(rule.text()), rule.start().atTime(9, 0))
                        .times(from.atStartOfDay());
        List<LocalDate> days = new ArrayList<>();
        for (long second = times.next();
                second < Seconds.of(end.atStartOfDay());
                second = times.next()) {
            days.add(LocalTimes.local(second).toLocalDate());
        }
        return days;
    }
}
