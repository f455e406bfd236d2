package io.carillon.calendar.rrule;

import static io.carillon.calendar.rrule.Expansion.all;
import static io.carillon.calendar.rrule.Expansion.first;
import static io.carillon.calendar.rrule.Expansion.inNewYork;
import static io.carillon.calendar.rrule.Expansion.nine;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The examples of RFC 5545 §3.8.5.3, in its order, as far as the monthly ones, with the results
/// written there; what it leaves out with dots is cut off here. All are in New York, where the
/// bounds in UTC are resolved.
class Rfc5545ExamplesTest {
    private static final String TUESDAY = "1997-09-02T09:00";

    @Test
    void daily_for_10_occurrences() {
        assertThat(all(TUESDAY, "FREQ=DAILY;COUNT=10")).isEqualTo(nine("1997-09: 2-11"));
    }

    @Test
    void daily_until_december_24_1997() {
        assertThat(inNewYork(TUESDAY, "FREQ=DAILY;UNTIL=19971224T000000Z"))
                .isEqualTo(
                        nine("1997-09: 2-30", "1997-10: 1-31", "1997-11: 1-30", "1997-12: 1-23"));
    }

    @Test
    void every_other_day_forever() {
        assertThat(first(47, TUESDAY, "FREQ=DAILY;INTERVAL=2"))
                .isEqualTo(
                        nine(
                                "1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30",
                                "1997-10: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30",
                                "1997-11: 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29",
                                "1997-12: 1 3"));
    }

    @Test
    void every_10_days_5_occurrences() {
        assertThat(all(TUESDAY, "FREQ=DAILY;INTERVAL=10;COUNT=5"))
                .isEqualTo(nine("1997-09: 2 12 22", "1997-10: 2 12"));
    }

    @Test
    void every_day_in_january_for_3_years() {
        List<LocalDateTime> januaries = nine("1998-01: 1-31", "1999-01: 1-31", "2000-01: 1-31");

        assertThat(
                        inNewYork(
                                "1998-01-01T09:00",
                                "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA"))
                .isEqualTo(januaries);
        assertThat(inNewYork("1998-01-01T09:00", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1"))
                .isEqualTo(januaries);
    }

    @Test
    void weekly_for_10_occurrences() {
        assertThat(all(TUESDAY, "FREQ=WEEKLY;COUNT=10"))
                .isEqualTo(nine("1997-09: 2 9 16 23 30", "1997-10: 7 14 21 28", "1997-11: 4"));
    }

    @Test
    void weekly_until_december_24_1997() {
        assertThat(inNewYork(TUESDAY, "FREQ=WEEKLY;UNTIL=19971224T000000Z"))
                .isEqualTo(
                        nine(
                                "1997-09: 2 9 16 23 30",
                                "1997-10: 7 14 21 28",
                                "1997-11: 4 11 18 25",
                                "1997-12: 2 9 16 23"));
    }

    @Test
    void every_other_week_forever() {
        assertThat(first(13, TUESDAY, "FREQ=WEEKLY;INTERVAL=2;WKST=SU"))
                .isEqualTo(
                        nine(
                                "1997-09: 2 16 30",
                                "1997-10: 14 28",
                                "1997-11: 11 25",
                                "1997-12: 9 23",
                                "1998-01: 6 20",
                                "1998-02: 3 17"));
    }

    @Test
    void weekly_on_tuesday_and_thursday_for_five_weeks() {
        List<LocalDateTime> five = nine("1997-09: 2 4 9 11 16 18 23 25 30", "1997-10: 2");

        assertThat(inNewYork(TUESDAY, "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH"))
                .isEqualTo(five);
        assertThat(all(TUESDAY, "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH")).isEqualTo(five);
    }

    @Test
    void every_other_week_on_monday_wednesday_and_friday_until_december_24_1997() {
        assertThat(
                        inNewYork(
                                "1997-09-01T09:00",
                                "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR"))
                .isEqualTo(
                        nine(
                                "1997-09: 1 3 5 15 17 19 29",
                                "1997-10: 1 3 13 15 17 27 29 31",
                                "1997-11: 10 12 14 24 26 28",
                                "1997-12: 8 10 12 22"));
    }

    @Test
    void every_other_week_on_tuesday_and_thursday_for_8_occurrences() {
        assertThat(all(TUESDAY, "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH"))
                .isEqualTo(nine("1997-09: 2 4 16 18 30", "1997-10: 2 14 16"));
    }

    @Test
    void monthly_on_the_first_friday_for_10_occurrences() {
        assertThat(all("1997-09-05T09:00", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR"))
                .isEqualTo(
                        nine(
                                "1997-09: 5",
                                "1997-10: 3",
                                "1997-11: 7",
                                "1997-12: 5",
                                "1998-01: 2",
                                "1998-02: 6",
                                "1998-03: 6",
                                "1998-04: 3",
                                "1998-05: 1",
                                "1998-06: 5"));
    }

    @Test
    void monthly_on_the_first_friday_until_december_24_1997() {
        assertThat(inNewYork("1997-09-05T09:00", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR"))
                .isEqualTo(nine("1997-09: 5", "1997-10: 3", "1997-11: 7", "1997-12: 5"));
    }

    @Test
    void every_other_month_on_the_first_and_last_sunday_for_10_occurrences() {
        assertThat(all("1997-09-07T09:00", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU"))
                .isEqualTo(
                        nine(
                                "1997-09: 7 28",
                                "1997-11: 2 30",
                                "1998-01: 4 25",
                                "1998-03: 1 29",
                                "1998-05: 3 31"));
    }

    @Test
    void monthly_on_the_second_to_last_monday_for_6_months() {
        assertThat(all("1997-09-22T09:00", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO"))
                .isEqualTo(
                        nine(
                                "1997-09: 22",
                                "1997-10: 20",
                                "1997-11: 17",
                                "1997-12: 22",
                                "1998-01: 19",
                                "1998-02: 16"));
    }

    @Test
    void monthly_on_the_third_to_the_last_day_forever() {
        assertThat(first(6, "1997-09-28T09:00", "FREQ=MONTHLY;BYMONTHDAY=-3"))
                .isEqualTo(
                        nine(
                                "1997-09: 28",
                                "1997-10: 29",
                                "1997-11: 28",
                                "1997-12: 29",
                                "1998-01: 29",
                                "1998-02: 26"));
    }

    @Test
    void monthly_on_the_2nd_and_15th_for_10_occurrences() {
        assertThat(all(TUESDAY, "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15"))
                .isEqualTo(
                        nine(
                                "1997-09: 2 15",
                                "1997-10: 2 15",
                                "1997-11: 2 15",
                                "1997-12: 2 15",
                                "1998-01: 2 15"));
    }

    @Test
    void monthly_on_the_first_and_last_day_for_10_occurrences() {
        assertThat(all("1997-09-30T09:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1"))
                .isEqualTo(
                        nine(
                                "1997-09: 30",
                                "1997-10: 1 31",
                                "1997-11: 1 30",
                                "1997-12: 1 31",
                                "1998-01: 1 31",
                                "1998-02: 1"));
    }

    @Test
    void every_18_months_on_the_10th_thru_15th_for_10_occurrences() {
        assertThat(
                        all(
                                "1997-09-10T09:00",
                                "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15"))
                .isEqualTo(nine("1997-09: 10-15", "1999-03: 10-13"));
    }

    @Test
    void every_tuesday_every_other_month() {
        assertThat(first(18, TUESDAY, "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU"))
                .isEqualTo(
                        nine(
                                "1997-09: 2 9 16 23 30",
                                "1997-11: 4 11 18 25",
                                "1998-01: 6 13 20 27",
                                "1998-03: 3 10 17 24 31"));
    }
}
