package io.carillon.calendar.rrule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How much work an answer is: counted in the days, weeks, months or years looked at, not in time.
class JumpTest {
    private static final LocalDateTime NOVEMBER_2026 = LocalDateTime.parse("2026-11-24T12:00");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FREQ=YEARLY                                             | 2027-01-01T09:00    | 3
                    FREQ=YEARLY;INTERVAL=7                                  | 2033-01-01T09:00    | 3
                    FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO                        | 2027-05-17T09:00    | 3
                    FREQ=MONTHLY                                            | 2026-12-01T09:00    | 3
                    FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR                      | 2027-02-26T09:00    | 3
                    FREQ=WEEKLY                                             | 2026-11-26T09:00    | 2
                    FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR                      | 2026-11-30T09:00    | 2
                    FREQ=WEEKLY;BYMONTH=2                                   | 2027-02-04T09:00    | 4
                    FREQ=DAILY                                              | 2026-11-25T09:00    | 1
                    FREQ=DAILY;INTERVAL=10                                  | 2026-12-03T09:00    | 1
                    FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29                      | 2028-02-29T09:00    | 2
                    FREQ=DAILY;BYHOUR=9,18                                  | 2026-11-24T18:00    | 1
                    FREQ=HOURLY                                             | 2026-11-24T12:00    | 1
                    FREQ=HOURLY;INTERVAL=7;BYDAY=MO                         | 2026-11-30T04:00    | 2
                    FREQ=MINUTELY                                           | 2026-11-24T12:00    | 1
                    FREQ=MINUTELY;INTERVAL=1000;BYHOUR=9                    | 2026-11-27T09:40    | 4
                    FREQ=SECONDLY                                           | 2026-11-24T12:00    | 1
                    FREQ=SECONDLY;INTERVAL=86399                            | 2026-11-25T03:13:38 | 1
                    FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=9          | 2028-02-29T09:00    | 2
                    FREQ=SECONDLY;INTERVAL=61;BYMONTH=2;BYMONTHDAY=29;BYHOUR=9;BYMINUTE=0;BYSECOND=0 | 2048-02-29T09:00 | 60
                    """)
    void a_rule_from_1970_is_asked_for_what_comes_after_2026_without_walking_through_the_years(
            String rule, String expected, int looksMax) {
        RuleTimes times = times(rule, "1970-01-01T09:00", NOVEMBER_2026);

        long next = times.next();

        assertThat(LocalTimes.local(next)).isEqualTo(expected);
        assertThat(times.looks()).isBetween(1, looksMax);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FREQ=SECONDLY;COUNT=2000000000               | 2026-11-24T12:00 | 1
                    FREQ=DAILY;COUNT=30000                       | 2026-11-25T09:00 | 1
                    FREQ=DAILY;BYHOUR=9,18;COUNT=60000           | 2026-11-24T18:00 | 1
                    FREQ=WEEKLY;BYDAY=MO,TU,WE;COUNT=20000       | 2026-11-25T09:00 | 2980
                    FREQ=SECONDLY;BYHOUR=9;COUNT=2000000000      | 2026-11-25T09:00 | 20800
                    FREQ=MINUTELY;INTERVAL=7;BYDAY=TU;COUNT=900000 | 2026-11-24T12:05 | 3000
                    FREQ=MONTHLY;BYDAY=-1FR;COUNT=2000           | 2026-11-27T09:00 | 690
                    FREQ=YEARLY;COUNT=200                        | 2027-01-01T09:00 | 60
                    """)
    void a_count_is_reckoned_at_once_or_by_days_weeks_months_and_years_but_never_by_times(
            String rule, String expected, int looksMax) {
        RuleTimes times = times(rule, "1970-01-01T09:00", NOVEMBER_2026);

        long next = times.next();

        assertThat(LocalTimes.local(next)).isEqualTo(expected);
        assertThat(times.looks()).isBetween(1, looksMax);
    }

    @Test
    void a_count_ends_at_the_same_time_wherever_one_begins_to_look() {
        String rule = "FREQ=SECONDLY;INTERVAL=7;BYHOUR=9;BYDAY=TU;COUNT=100000";
        RuleTimes fromStart = times(rule, "1970-01-01T09:00", LocalDateTime.MIN);
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            last = fromStart.next();
        }

        assertThat(fromStart.next()).isEqualTo(LocalTimes.END);
        RuleTimes late = times(rule, "1970-01-01T09:00", LocalTimes.local(last));
        assertThat(late.next()).isEqualTo(last);
        assertThat(late.next()).isEqualTo(LocalTimes.END);
        assertThat(times(rule, "1970-01-01T09:00", LocalTimes.local(last + 1)).next())
                .isEqualTo(LocalTimes.END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
                "FREQ=YEARLY;BYMONTH=1;BYYEARDAY=60",
                "FREQ=YEARLY;BYWEEKNO=1;BYYEARDAY=100",
                "FREQ=YEARLY;BYMONTHDAY=1;BYSETPOS=13",
                "FREQ=YEARLY;INTERVAL=2147483647;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30,31",
                "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
                "FREQ=MONTHLY;BYDAY=6MO",
                "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
                "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
                "FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;BYSETPOS=2",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
                "FREQ=DAILY;INTERVAL=14;BYDAY=MO,TU,WE",
                "FREQ=DAILY;BYHOUR=9;BYSETPOS=2",
                "FREQ=HOURLY;INTERVAL=24;BYHOUR=10",
                "FREQ=HOURLY;INTERVAL=168;BYDAY=MO",
                "FREQ=HOURLY;INTERVAL=48;BYHOUR=8,10",
                "FREQ=HOURLY;BYYEARDAY=366;BYMONTH=11",
                "FREQ=MINUTELY;INTERVAL=60;BYMINUTE=1",
                "FREQ=MINUTELY;INTERVAL=77;BYDAY=MO;BYHOUR=9;BYMINUTE=2,3,4,5,6,7",
                "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1,3,5",
                "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=9",
                "FREQ=SECONDLY;INTERVAL=2147483647;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=SECONDLY;BYSETPOS=2;BYHOUR=9"
            })
    void a_rule_that_never_produces_anything_ends(String rule) {
        RuleTimes times = times(rule, "1970-01-01T09:00", NOVEMBER_2026);

        assertThat(times.next()).isEqualTo(LocalTimes.END);
        assertThat(times.next()).isEqualTo(LocalTimes.END);
        assertThat(times.looks()).isLessThanOrEqualTo(250_000);
    }

    @Test
    void a_rule_ends_with_the_year_9999() {
        RuleTimes daily = times("FREQ=DAILY", "1970-01-01T09:00", date("9999-12-30"));
        assertThat(LocalTimes.local(daily.next())).isEqualTo("9999-12-30T09:00");
        assertThat(LocalTimes.local(daily.next())).isEqualTo("9999-12-31T09:00");
        assertThat(daily.next()).isEqualTo(LocalTimes.END);

        for (String rule :
                new String[] {
                    "FREQ=YEARLY;BYWEEKNO=1,-1",
                    "FREQ=MONTHLY",
                    "FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA",
                    "FREQ=WEEKLY;BYMONTH=12;BYDAY=SU,MO,TU,WE,TH,FR,SA",
                    "FREQ=DAILY;BYMONTH=12",
                    "FREQ=SECONDLY;BYHOUR=23;BYMINUTE=59",
                    "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD;BYMONTHDAY=31"
                }) {
            RuleTimes times = times(rule, "1970-01-01T09:00", date("9999-12-01"));
            long last = Long.MIN_VALUE;
            for (long next = times.next(); next != LocalTimes.END; next = times.next()) {
                assertThat(next).isGreaterThan(last).isLessThanOrEqualTo(Seconds.LAST);
                last = next;
            }
            assertThat(LocalTimes.local(last)).as(rule).isAfter("9999-12-01T00:00");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYMONTHDAY=-1",
                "FREQ=YEARLY;BYYEARDAY=-1",
                "FREQ=MONTHLY;BYMONTHDAY=-1",
                "FREQ=WEEKLY;BYDAY=FR",
                "FREQ=WEEKLY;WKST=FR;BYDAY=FR",
                "FREQ=WEEKLY;BYMONTH=12;BYDAY=FR",
                "FREQ=WEEKLY;WKST=FR;BYMONTH=12;BYDAY=FR",
                "FREQ=DAILY",
                "FREQ=DAILY;BYMONTHDAY=-1",
                "FREQ=HOURLY;BYHOUR=9",
                "FREQ=DAILY;INTERVAL=5"
            })
    void its_last_day_may_be_the_last_there_is(String rule) {
        RuleTimes times = times(rule, "9998-12-31T09:00", date("9999-12-31"));

        assertThat(LocalTimes.local(times.next())).isEqualTo("9999-12-31T09:00");
        assertThat(times.next()).isEqualTo(LocalTimes.END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYWEEKNO=1,53,-1;WKST=SU",
                "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=BACKWARD;BYMONTHDAY=-31;BYMONTH=1,2",
                "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=BACKWARD;BYYEARDAY=-366,1",
                "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD;BYMONTHDAY=-31,1",
                "FREQ=MONTHLY;INTERVAL=5",
                "FREQ=WEEKLY;WKST=SU;BYDAY=SU,MO,TU",
                "FREQ=WEEKLY;WKST=TU;BYMONTH=1;BYDAY=SU,MO,TU",
                "FREQ=DAILY;BYMONTH=1",
                "FREQ=DAILY;COUNT=10",
                "FREQ=SECONDLY;INTERVAL=100000;BYHOUR=9"
            })
    void a_rule_may_start_on_the_first_day_there_is(String rule) {
        for (String start : new String[] {"0001-01-01T09:00", "0001-01-02T09:00"}) {
            RuleTimes times = times(rule, start, LocalDateTime.MIN);

            long first = times.next();

            assertThat(LocalTimes.local(first))
                    .isAfterOrEqualTo(start)
                    .isBefore("0002-01-01T00:00");
            assertThat(times.next()).isGreaterThan(first);
        }
    }

    @Test
    void the_last_second_there_is_may_be_the_first() {
        for (String rule : new String[] {"FREQ=DAILY", "FREQ=SECONDLY", "FREQ=HOURLY;BYHOUR=23"}) {
            RuleTimes times = times(rule, "9999-12-31T23:59:59", LocalDateTime.MIN);

            assertThat(LocalTimes.local(times.next())).as(rule).isEqualTo("9999-12-31T23:59:59");
            assertThat(times.next()).isEqualTo(LocalTimes.END);
        }
    }

    @Test
    void a_rule_of_another_calendar_may_start_on_the_first_day_that_it_tells() {
        for (String rule :
                new String[] {
                    "FREQ=WEEKLY;BYMONTH=1;BYDAY=MO,WE,FR",
                    "FREQ=YEARLY;BYWEEKNO=1,-1",
                    "FREQ=YEARLY;BYWEEKNO=1,-1;SKIP=BACKWARD",
                    "FREQ=MONTHLY;SKIP=BACKWARD;BYMONTHDAY=-30,1",
                    "FREQ=MONTHLY;INTERVAL=2"
                }) {
            RuleTimes times =
                    times("RSCALE=CHINESE;" + rule, "1900-01-31T09:00", LocalDateTime.MIN);

            assertThat(LocalTimes.local(times.next()).toLocalDate())
                    .as(rule)
                    .isEqualTo("1900-01-31");
        }
    }

    @Test
    void what_lies_before_the_first_day_there_is_is_missing_there_only() {
        for (String[] startAndRule :
                new String[][] {
                    {"0001-01-01T09:00", "FREQ=YEARLY;WKST=SU;BYWEEKNO=1;BYDAY=SU"},
                    {"1900-01-31T09:00", "RSCALE=CHINESE;SKIP=BACKWARD;FREQ=MONTHLY;BYMONTHDAY=-30"}
                }) {
            String start = startAndRule[0];
            String rule = startAndRule[1];
            LocalDateTime later = LocalDateTime.parse(start).plusYears(2);
            RuleTimes fromStart = times(rule, start, LocalDateTime.MIN);
            RuleTimes fromLater = times(rule, start, later);
            long expected = fromLater.next();
            long next = fromStart.next();
            while (next < expected) {
                next = fromStart.next();
            }

            for (int i = 0; i < 500; i++) {
                assertThat(next).as("%s: %s", rule, LocalTimes.local(next)).isEqualTo(expected);
                next = fromStart.next();
                expected = fromLater.next();
            }
        }
    }

    @Test
    void nothing_comes_after_the_end_of_time() {
        assertThat(times("FREQ=DAILY", "1970-01-01T09:00", LocalDateTime.MAX).next())
                .isEqualTo(LocalTimes.END);
    }

    private static LocalDateTime date(String day) {
        return LocalDateTime.parse(day + "T00:00");
    }

    private static RuleTimes times(String rule, String dtstart, LocalDateTime from) {
        return new RuleTimes(
                RecurrenceRule.parse(rule), LocalDateTime.parse(dtstart), Seconds.of(from));
    }
}
