package io.carillon.calendar.rrule;

import static io.carillon.calendar.rrule.Expansion.all;
import static io.carillon.calendar.rrule.Expansion.first;
import static io.carillon.calendar.rrule.Expansion.inNewYork;
import static io.carillon.calendar.rrule.Expansion.nine;
import static io.carillon.calendar.rrule.Expansion.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The second half of the examples of RFC 5545 §3.8.5.3, from the yearly ones on; as
/// [Rfc5545ExamplesTest]. Then those of §3.3.10.
class Rfc5545MoreExamplesTest {
    private static final String TUESDAY = "1997-09-02T09:00";

    @Test
    void yearly_in_june_and_july_for_10_occurrences() {
        assertThat(all("1997-06-10T09:00", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7"))
                .isEqualTo(
                        nine(
                                "1997-06: 10",
                                "1997-07: 10",
                                "1998-06: 10",
                                "1998-07: 10",
                                "1999-06: 10",
                                "1999-07: 10",
                                "2000-06: 10",
                                "2000-07: 10",
                                "2001-06: 10",
                                "2001-07: 10"));
    }

    @Test
    void every_other_year_on_january_february_and_march_for_10_occurrences() {
        assertThat(all("1997-03-10T09:00", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3"))
                .isEqualTo(
                        nine(
                                "1997-03: 10",
                                "1999-01: 10",
                                "1999-02: 10",
                                "1999-03: 10",
                                "2001-01: 10",
                                "2001-02: 10",
                                "2001-03: 10",
                                "2003-01: 10",
                                "2003-02: 10",
                                "2003-03: 10"));
    }

    @Test
    void every_third_year_on_the_1st_100th_and_200th_day_for_10_occurrences() {
        assertThat(all("1997-01-01T09:00", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200"))
                .isEqualTo(
                        nine(
                                "1997-01: 1",
                                "1997-04: 10",
                                "1997-07: 19",
                                "2000-01: 1",
                                "2000-04: 9",
                                "2000-07: 18",
                                "2003-01: 1",
                                "2003-04: 10",
                                "2003-07: 19",
                                "2006-01: 1"));
    }

    @Test
    void every_20th_monday_of_the_year_forever() {
        assertThat(first(3, "1997-05-19T09:00", "FREQ=YEARLY;BYDAY=20MO"))
                .isEqualTo(nine("1997-05: 19", "1998-05: 18", "1999-05: 17"));
    }

    @Test
    void monday_of_week_number_20_forever() {
        assertThat(first(3, "1997-05-12T09:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"))
                .isEqualTo(nine("1997-05: 12", "1998-05: 11", "1999-05: 17"));
    }

    @Test
    void every_thursday_in_march_forever() {
        assertThat(first(11, "1997-03-13T09:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH"))
                .isEqualTo(nine("1997-03: 13 20 27", "1998-03: 5 12 19 26", "1999-03: 4 11 18 25"));
    }

    @Test
    void every_thursday_but_only_during_june_july_and_august_forever() {
        assertThat(first(39, "1997-06-05T09:00", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8"))
                .isEqualTo(
                        nine(
                                "1997-06: 5 12 19 26",
                                "1997-07: 3 10 17 24 31",
                                "1997-08: 7 14 21 28",
                                "1998-06: 4 11 18 25",
                                "1998-07: 2 9 16 23 30",
                                "1998-08: 6 13 20 27",
                                "1999-06: 3 10 17 24",
                                "1999-07: 1 8 15 22 29",
                                "1999-08: 5 12 19 26"));
    }

    @Test
    void every_friday_the_13th_forever() {
        RecurrenceSet fridays =
                new RecurrenceSet(
                        RecurrenceRule.parse("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"),
                        LocalDateTime.parse(TUESDAY),
                        List.of(),
                        times(TUESDAY));

        assertThat(all(fridays).subList(0, 5))
                .isEqualTo(
                        nine(
                                "1998-02: 13",
                                "1998-03: 13",
                                "1998-11: 13",
                                "1999-08: 13",
                                "2000-10: 13"));
    }

    @Test
    void the_first_saturday_that_follows_the_first_sunday_of_the_month_forever() {
        assertThat(
                        first(
                                10,
                                "1997-09-13T09:00",
                                "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13"))
                .isEqualTo(
                        nine(
                                "1997-09: 13",
                                "1997-10: 11",
                                "1997-11: 8",
                                "1997-12: 13",
                                "1998-01: 10",
                                "1998-02: 7",
                                "1998-03: 7",
                                "1998-04: 11",
                                "1998-05: 9",
                                "1998-06: 13"));
    }

    @Test
    void every_4_years_the_first_tuesday_after_a_monday_in_november_forever() {
        assertThat(
                        first(
                                3,
                                "1996-11-05T09:00",
                                "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"))
                .isEqualTo(nine("1996-11: 5", "2000-11: 7", "2004-11: 2"));
    }

    @Test
    void the_third_instance_into_the_month_of_one_of_tuesday_wednesday_or_thursday() {
        assertThat(all("1997-09-04T09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3"))
                .isEqualTo(nine("1997-09: 4", "1997-10: 7", "1997-11: 6"));
    }

    @Test
    void the_second_to_last_weekday_of_the_month() {
        assertThat(first(7, "1997-09-29T09:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"))
                .isEqualTo(
                        nine(
                                "1997-09: 29",
                                "1997-10: 30",
                                "1997-11: 27",
                                "1997-12: 30",
                                "1998-01: 29",
                                "1998-02: 26",
                                "1998-03: 30"));
    }

    /// The RFC prints 15:00 too, against its own bound: 17:00 UTC is 13:00 there.
    @Test
    void every_3_hours_from_nine_to_five_on_a_specific_day() {
        assertThat(inNewYork(TUESDAY, "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z"))
                .isEqualTo(times("1997-09-02T09:00", "1997-09-02T12:00"));
        assertThat(inNewYork(TUESDAY, "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z"))
                .isEqualTo(times("1997-09-02T09:00", "1997-09-02T12:00", "1997-09-02T15:00"));
    }

    @Test
    void every_15_minutes_for_6_occurrences() {
        assertThat(all(TUESDAY, "FREQ=MINUTELY;INTERVAL=15;COUNT=6"))
                .isEqualTo(
                        times(
                                "1997-09-02T09:00",
                                "1997-09-02T09:15",
                                "1997-09-02T09:30",
                                "1997-09-02T09:45",
                                "1997-09-02T10:00",
                                "1997-09-02T10:15"));
    }

    @Test
    void every_hour_and_a_half_for_4_occurrences() {
        assertThat(all(TUESDAY, "FREQ=MINUTELY;INTERVAL=90;COUNT=4"))
                .isEqualTo(
                        times(
                                "1997-09-02T09:00",
                                "1997-09-02T10:30",
                                "1997-09-02T12:00",
                                "1997-09-02T13:30"));
    }

    @Test
    void every_20_minutes_from_nine_to_4_40_pm_every_day() {
        List<LocalDateTime> twoDays =
                Stream.of(
                                LocalDateTime.parse("1997-09-02T09:00"),
                                LocalDateTime.parse("1997-09-03T09:00"))
                        .flatMap(nine ->
                                IntStream.range(0, 24).mapToObj(i -> nine.plusMinutes(20L * i)))
                        .toList();

        assertThat(twoDays.getLast()).isEqualTo("1997-09-03T16:40");
        assertThat(first(48, TUESDAY, "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40"))
                .isEqualTo(twoDays);
        assertThat(first(48, TUESDAY, "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16"))
                .isEqualTo(twoDays);
    }

    @Test
    void the_days_generated_make_a_difference_because_of_the_week_start() {
        String tuesday = "1997-08-05T09:00";

        assertThat(all(tuesday, "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO"))
                .isEqualTo(nine("1997-08: 5 10 19 24"));
        assertThat(all(tuesday, "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU"))
                .isEqualTo(nine("1997-08: 5 17 19 31"));
    }

    @Test
    void an_invalid_date_is_ignored() {
        assertThat(all("2007-01-15T09:00", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5"))
                .isEqualTo(nine("2007-01: 15 30", "2007-02: 15", "2007-03: 15 30"));
    }

    @Test
    void the_last_work_day_of_the_month() {
        assertThat(first(4, "1997-09-30T09:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"))
                .isEqualTo(nine("1997-09: 30", "1997-10: 31", "1997-11: 28", "1997-12: 31"));
    }

    /// The example by which §3.3.10 shows in which order the parts are applied.
    @Test
    void half_past_eight_and_nine_on_every_sunday_in_january_every_other_year() {
        assertThat(
                        first(
                                10,
                                "1997-01-05T08:30",
                                "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30"))
                .isEqualTo(
                        times(
                                "1997-01-05T08:30",
                                "1997-01-05T09:30",
                                "1997-01-12T08:30",
                                "1997-01-12T09:30",
                                "1997-01-19T08:30",
                                "1997-01-19T09:30",
                                "1997-01-26T08:30",
                                "1997-01-26T09:30",
                                "1999-01-03T08:30",
                                "1999-01-03T09:30"));
    }
}
