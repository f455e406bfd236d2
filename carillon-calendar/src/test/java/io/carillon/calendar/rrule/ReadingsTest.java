package io.carillon.calendar.rrule;

import static io.carillon.calendar.rrule.Expansion.all;
import static io.carillon.calendar.rrule.Expansion.first;
import static io.carillon.calendar.rrule.Expansion.nine;
import static io.carillon.calendar.rrule.Expansion.startingFrom;
import static io.carillon.calendar.rrule.Expansion.times;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Where RFC 5545 can be read in several ways, the way it is read here.
class ReadingsTest {
    @Test
    void weeks_start_on_monday_in_whatever_country() {
        String unsaid = "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU";

        assertThat(all("1997-08-05T09:00", unsaid))
                .isEqualTo(all("1997-08-05T09:00", unsaid + ";WKST=MO"))
                .isEqualTo(nine("1997-08: 5 10 19 24"));
    }

    @Test
    void a_day_of_the_month_without_a_month_means_every_month_of_the_year() {
        assertThat(first(4, "2027-04-15T09:00", "FREQ=YEARLY;BYMONTHDAY=15"))
                .isEqualTo(nine("2027-04: 15", "2027-05: 15", "2027-06: 15", "2027-07: 15"));
        assertThat(first(3, "2026-11-13T09:00", "FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR"))
                .isEqualTo(nine("2026-11: 13", "2027-08: 13", "2028-10: 13"));
    }

    @Test
    void a_week_without_a_weekday_takes_that_of_dtstart() {
        assertThat(first(3, "2027-05-19T09:00", "FREQ=YEARLY;BYWEEKNO=20"))
                .isEqualTo(nine("2027-05: 19", "2028-05: 17", "2029-05: 16"));
    }

    @Test
    void a_week_with_a_day_of_the_month_or_of_the_year_takes_no_weekday_from_dtstart() {
        assertThat(first(2, "2027-05-19T09:00", "FREQ=YEARLY;BYWEEKNO=20;BYMONTHDAY=18"))
                .isEqualTo(nine("2028-05: 18", "2029-05: 18"));
        assertThat(first(2, "2027-05-19T09:00", "FREQ=YEARLY;BYWEEKNO=20;BYYEARDAY=138"))
                .isEqualTo(nine("2028-05: 17", "2029-05: 18"));
    }

    @Test
    void week_1_may_begin_in_december_and_belongs_to_the_new_year() {
        String mondays = "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO";

        assertThat(first(4, "2024-12-30T09:00", mondays))
                .isEqualTo(nine("2024-12: 30", "2027-01: 4", "2029-01: 1", "2030-12: 30"));
        assertThat(first(2, "2024-12-30T09:00", "FREQ=YEARLY;BYMONTH=12;BYWEEKNO=1;BYDAY=MO,TU"))
                .isEqualTo(nine("2024-12: 30 31"));
    }

    @Test
    void only_some_years_have_a_week_53_and_the_last_week_is_counted_from_the_end() {
        assertThat(first(3, "2020-12-31T09:00", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH"))
                .isEqualTo(nine("2020-12: 31", "2026-12: 31", "2032-12: 30"));
        assertThat(first(3, "2026-12-31T09:00", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=TH"))
                .isEqualTo(nine("2026-12: 31", "2027-12: 30", "2028-12: 28"));
    }

    @Test
    void a_day_of_week_1_in_december_is_counted_in_its_own_year() {
        // 31 December 2030 is in week 1 too, but not the 366th day.
        assertThat(first(2, "2024-12-31T09:00", "FREQ=YEARLY;BYWEEKNO=1;BYYEARDAY=366"))
                .isEqualTo(nine("2024-12: 31", "2036-12: 31"));
    }

    @Test
    void positions_are_counted_from_the_start_of_the_interval_and_not_from_dtstart() {
        assertThat(first(2, "2027-06-10T09:00", "FREQ=YEARLY;BYMONTH=3,6,9;BYSETPOS=2"))
                .isEqualTo(nine("2027-06: 10", "2028-06: 10"));
        assertThat(first(2, "2027-05-20T09:00", "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=3"))
                .isEqualTo(nine("2027-05: 20", "2027-06: 17"));
        assertThat(first(3, "2027-05-19T09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2"))
                .isEqualTo(nine("2027-05: 19 26", "2027-06: 2"));
        assertThat(first(3, "2027-05-19T09:00", "FREQ=DAILY;BYHOUR=6,9,12;BYSETPOS=-2"))
                .isEqualTo(nine("2027-05: 19-21"));
    }

    @Test
    void positions_are_counted_after_days_and_times_were_expanded() {
        assertThat(first(3, "2027-05-03T09:00", "FREQ=MONTHLY;BYDAY=MO;BYHOUR=9,17;BYSETPOS=2,-1"))
                .isEqualTo(times("2027-05-03T17:00", "2027-05-31T17:00", "2027-06-07T17:00"));
        assertThat(first(3, "2027-05-03T09:00", "FREQ=HOURLY;BYMINUTE=10,20,30;BYSETPOS=-1"))
                .isEqualTo(times("2027-05-03T09:30", "2027-05-03T10:30", "2027-05-03T11:30"));
    }

    @Test
    void a_position_named_from_both_ends_is_one() {
        assertThat(first(2, "2027-05-19T09:00", "FREQ=DAILY;BYHOUR=9,10;BYSETPOS=1,-2"))
                .isEqualTo(nine("2027-05: 19 20"));
    }

    @Test
    void a_start_that_the_rule_does_not_produce_is_no_instance_and_not_counted() {
        assertThat(all("2027-05-19T09:00", "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2"))
                .isEqualTo(nine("2027-06: 1", "2027-07: 1"));
    }

    @Test
    void the_start_is_a_lower_bound() {
        assertThat(first(2, "2027-05-19T09:00", "FREQ=YEARLY;BYMONTH=1,5,6;BYMONTHDAY=19"))
                .isEqualTo(nine("2027-05: 19", "2027-06: 19"));
    }

    @Test
    void numbered_weekdays_count_in_the_month_or_in_the_year_of_a_yearly_rule_without_months() {
        assertThat(first(2, "2027-01-04T09:00", "FREQ=YEARLY;BYDAY=1MO,-1MO"))
                .isEqualTo(nine("2027-01: 4", "2027-12: 27"));
        assertThat(first(4, "2027-01-04T09:00", "FREQ=YEARLY;BYMONTH=1,2;BYDAY=1MO,-1MO"))
                .isEqualTo(nine("2027-01: 4 25", "2027-02: 1 22"));
    }

    @Test
    void numbered_weekdays_count_the_same_where_they_only_limit() {
        assertThat(first(2, "2026-01-02T09:00", "FREQ=YEARLY;BYMONTHDAY=1,2,3;BYDAY=1FR"))
                .isEqualTo(nine("2026-01: 2", "2027-01: 1"));
        assertThat(first(2, "2026-05-01T09:00", "FREQ=MONTHLY;BYMONTHDAY=1,8;BYDAY=2FR"))
                .isEqualTo(nine("2026-05: 8", "2027-01: 8"));
        assertThat(
                        first(
                                2,
                                "2026-05-01T09:00",
                                "FREQ=YEARLY;BYMONTH=5;BYYEARDAY=121,128;BYDAY=2FR"))
                .isEqualTo(nine("2026-05: 8", "2037-05: 8"));
    }

    @Test
    void parts_of_days_narrow_each_other_down() {
        assertThat(first(2, "2027-01-01T09:00", "FREQ=YEARLY;BYMONTH=2;BYYEARDAY=31,32,60"))
                .isEqualTo(nine("2027-02: 1", "2028-02: 1"));
        assertThat(first(2, "2028-01-01T09:00", "FREQ=YEARLY;BYMONTHDAY=29;BYYEARDAY=60"))
                .isEqualTo(nine("2028-02: 29", "2032-02: 29"));
    }

    @Test
    void a_yearly_rule_with_weeks_counts_its_intervals_in_years_of_weeks() {
        String march = "FREQ=YEARLY;INTERVAL=3;BYWEEKNO=10;BYDAY=MO";

        // 1 January 2027 is in week 53 of 2026, 30 December 2024 in week 1 of 2025.
        assertThat(first(1, "2027-01-01T09:00", march)).isEqualTo(nine("2029-03: 5"));
        assertThat(first(1, "2024-12-30T09:00", march)).isEqualTo(nine("2025-03: 3"));
        assertThat(first(1, "2027-01-04T09:00", march)).isEqualTo(nine("2027-03: 8"));
        assertThat(
                        startingFrom(
                                        "2027-01-01T00:00",
                                        "2020-12-28T09:00",
                                        "FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR")
                                .getFirst())
                .isEqualTo("2027-01-01T09:00");
    }

    @Test
    void an_until_that_is_a_date_includes_that_day() {
        assertThat(all("2027-05-19T00:00", "FREQ=DAILY;UNTIL=20270520"))
                .isEqualTo(times("2027-05-19T00:00", "2027-05-20T00:00"));
        assertThat(all("2027-05-19T09:00", "FREQ=HOURLY;INTERVAL=12;UNTIL=20270520"))
                .isEqualTo(
                        times(
                                "2027-05-19T09:00",
                                "2027-05-19T21:00",
                                "2027-05-20T09:00",
                                "2027-05-20T21:00"));
    }

    @Test
    void a_local_until_includes_that_moment() {
        assertThat(all("2027-05-19T09:00", "FREQ=DAILY;UNTIL=20270521T090000"))
                .isEqualTo(nine("2027-05: 19-21"));
        assertThat(all("2027-05-19T09:00", "FREQ=DAILY;UNTIL=20270521T085959"))
                .isEqualTo(nine("2027-05: 19 20"));
        assertThat(all("2027-05-19T09:00", "FREQ=DAILY;UNTIL=20270519T090000"))
                .isEqualTo(nine("2027-05: 19"));
        assertThat(all("2027-05-19T09:00", "FREQ=DAILY;UNTIL=20270519T085959")).isEmpty();
        assertThat(all("2027-05-19T09:00", "FREQ=YEARLY;UNTIL=20280519T090000"))
                .isEqualTo(nine("2027-05: 19", "2028-05: 19"));
        assertThat(all("2027-05-19T09:00", "FREQ=YEARLY;UNTIL=20280519T085959"))
                .isEqualTo(nine("2027-05: 19"));
    }

    @Test
    void second_60_is_second_59() {
        assertThat(first(2, "2027-05-19T09:00", "FREQ=MINUTELY;BYSECOND=0,60"))
                .isEqualTo(times("2027-05-19T09:00:00", "2027-05-19T09:00:59"));
        assertThat(first(2, "2027-05-19T09:00", "FREQ=MINUTELY;BYSECOND=59,60;BYSETPOS=-1"))
                .isEqualTo(times("2027-05-19T09:00:59", "2027-05-19T09:01:59"));
    }

    @Test
    void intervals_are_counted_from_dtstart_wherever_one_begins_to_look() {
        assertThat(
                        startingFrom(
                                        "2026-02-01T00:00",
                                        "2024-02-29T09:00",
                                        "FREQ=YEARLY;BYMONTHDAY=-1")
                                .getFirst())
                .isEqualTo("2026-02-28T09:00");
        assertThat(
                        startingFrom("2025-01-01T00:00", "2024-02-29T09:00", "FREQ=YEARLY").stream()
                                .limit(2)
                                .toList())
                .isEqualTo(nine("2028-02: 29", "2032-02: 29"));
        assertThat(
                        startingFrom(
                                        "2027-02-01T00:00",
                                        "2027-01-31T09:00",
                                        "FREQ=MONTHLY;INTERVAL=2")
                                .getFirst())
                .isEqualTo("2027-03-31T09:00");
    }

    @Test
    void a_weekly_rule_with_months_leaves_out_the_days_of_other_months() {
        assertThat(first(4, "2027-05-24T09:00", "FREQ=WEEKLY;BYMONTH=5;BYDAY=MO,TU"))
                .isEqualTo(nine("2027-05: 24 25 31", "2028-05: 1"));
        assertThat(first(2, "2027-05-31T09:00", "FREQ=WEEKLY;BYMONTH=5;BYDAY=MO,TU;BYSETPOS=-1"))
                .isEqualTo(nine("2027-05: 31", "2028-05: 2"));
    }
}
