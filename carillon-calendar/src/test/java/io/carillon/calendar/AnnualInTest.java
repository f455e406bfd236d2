package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;
import io.carillon.calendar.rrule.RecurrenceRule;
import io.carillon.calendar.rrule.RecurrenceSet;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnualInTest {
    private static final LocalTime NINE = LocalTime.of(9, 0);

    /// 21 May 2012 was the first day of the leap month after the fourth, which the years up to 2016
    /// lack.
    @ParameterizedTest
    @CsvSource({
        "BACKWARD, 2013 2013-05-10 2014 2014-04-29 2015 2015-05-18 2016 2016-05-07",
        "FORWARD, 2013 2013-06-08 2014 2014-05-29 2015 2015-06-16 2016 2016-06-05",
        "OMIT, 2020 2020-05-23 2058 2058-05-22",
    })
    void who_is_born_in_a_leap_month_chooses_where_other_years_have_it(Skip skip, String expected) {
        assertThat(rings(annual("CHINESE", "2012-05-21", skip), "2012-05-21", expected))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"BACKWARD", "FORWARD", "OMIT"})
    void a_year_with_that_leap_month_keeps_it(Skip skip) {
        AnnualIn birthday = annual("CHINESE", "2012-05-21", skip);

        assertThat(birthday.in(2020)).contains(LocalDateTime.of(2020, 5, 23, 9, 0));
        assertThat(birthday.in(2020).map(birthday::periodOf)).contains("2020");
    }

    /// The example of RFC 7529, section 3: 8 Adar I 5774.
    @Test
    void an_anniversary_in_adar_i_is_kept_in_adar_when_there_is_one_only() {
        String expected = "5775 2015-02-27 5776 2016-02-17 5777 2017-03-06";

        assertThat(rings(annual("HEBREW", "2014-02-08", Skip.FORWARD), "2014-02-08", expected))
                .isEqualTo(expected);
    }

    /// The month first, then the day: 30 Adar I becomes 30 Adar, which does not exist either, and
    /// so 1 Nisan. Backward it becomes 30 Shevat, which does exist.
    @ParameterizedTest
    @CsvSource({
        "FORWARD, 5777 2017-03-28",
        "BACKWARD, 5777 2017-02-26",
        "OMIT, 5779 2019-03-07",
    })
    void the_month_is_looked_for_before_the_day(Skip skip, String expected) {
        assertThat(rings(annual("HEBREW", "2016-03-10", skip), "2016-03-10", expected))
                .isEqualTo(expected);
    }

    /// 30 Heshvan 5785, which 5786 lacks and 5787 has.
    @ParameterizedTest
    @CsvSource({
        "FORWARD, 5786 2025-11-21 5787 2026-11-10",
        "BACKWARD, 5786 2025-11-20 5787 2026-11-10",
    })
    void a_day_that_its_month_lacks_is_the_last_of_it_or_the_first_of_the_next(
            Skip skip, String expected) {
        assertThat(rings(annual("HEBREW", "2024-12-01", skip), "2024-12-01", expected))
                .isEqualTo(expected);
    }

    @Test
    void a_gregorian_year_may_have_two_of_an_islamic_day_in_two_periods() {
        String expected = "1429 2008-01-10 1430 2008-12-29 1431 2009-12-18";

        assertThat(rings(annual("ISLAMIC-CIVIL", "1979-11-21", Skip.OMIT), "2008-01-01", expected))
                .isEqualTo(expected);
    }

    /// The last day of 1445, which 1446, 1448 and 1449 lack and 1447 has.
    @Test
    void what_is_moved_into_the_next_year_stays_that_of_its_own_and_leaves_room_for_the_next() {
        String expected = "1446 2025-06-27 1447 2026-06-16 1448 2027-06-06 1449 2028-05-25";
        AnnualIn lastDay = annual("ISLAMIC-CIVIL", "2024-07-07", Skip.FORWARD);

        assertThat(rings(lastDay, "2024-07-07", expected)).isEqualTo(expected);
        assertThat(rings(lastDay, "2025-06-27", expected)).isEqualTo(expected);
    }

    @Test
    void the_first_is_in_the_year_after_the_date() {
        AnnualIn newYear = annual("CHINESE", "2026-02-17", Skip.OMIT);

        assertThat(newYear.in(2026)).isEmpty();
        assertThat(rings(newYear, "1900-01-01", "2027 2027-02-06")).isEqualTo("2027 2027-02-06");
    }

    @Test
    void the_moment_asked_for_is_included() {
        AnnualIn newYear = annual("CHINESE", "2020-01-25", Skip.OMIT);

        LocalDateTime moment = LocalDateTime.of(2027, 2, 6, 9, 0);

        assertThat(newYear.periodOf(newYear.from(moment).next())).isEqualTo("2027");
        assertThat(newYear.periodOf(newYear.from(moment.plusMinutes(1)).next())).isEqualTo("2028");
    }

    @Test
    void it_ends_with_the_last_year_of_the_calendar() {
        AnnualIn newYear = annual("CHINESE", "2020-01-25", Skip.OMIT);
        List<LocalDateTime> all = new ArrayList<>();
        newYear.from(LocalDateTime.MIN.plusYears(1)).forEachRemaining(all::add);

        assertThat(all).hasSize(80).last().extracting(newYear::periodOf).isEqualTo("2100");
        assertThat(newYear.from(all.getLast().plusMinutes(1))).isExhausted();
        assertThat(newYear.from(LocalDateTime.of(2200, 1, 1, 0, 0))).isExhausted();
        assertThat(newYear.in(2101)).isEmpty();
    }

    @Test
    void the_last_day_that_the_calendar_tells_may_be_one() {
        CalendarSystem chinese = CalendarSystem.of("CHINESE");
        LocalDate lastDay = LocalDate.ofEpochDay(chinese.epochDay(2001, 13, 29));

        var times =
                annual("CHINESE", lastDay.toString(), Skip.OMIT)
                        .from(LocalDateTime.of(2101, 1, 28, 0, 0));

        assertThat(times.next()).isEqualTo("2101-01-28T09:00");
        assertThat(times).isExhausted();
    }

    @Test
    void the_first_year_has_four_digits() {
        AnnualIn old = annual("GREGORIAN", "0990-05-01", Skip.OMIT);

        assertThat(old.in(999)).isEmpty();
        assertThat(old.in(1000)).isPresent();
        assertThat(rings(old, "0990-05-02", "1000 1000-05-01")).isEqualTo("1000 1000-05-01");
    }

    /// The 30th of the twelfth month, which the last Chinese year lacks, would be a day of 2101.
    @Test
    void what_would_be_moved_beyond_the_last_year_does_not_happen() {
        assertThat(CalendarSystem.of("CHINESE").daysIn(2100, 12)).isEqualTo(29);
        AnnualIn lastDay = annual("CHINESE", "2023-01-21", Skip.FORWARD);
        List<String> periods = new ArrayList<>();
        lastDay.from(LocalDateTime.of(2098, 1, 1, 0, 0))
                .forEachRemaining(time -> periods.add(lastDay.periodOf(time)));

        assertThat(periods).containsExactly("2097", "2098", "2099");
    }

    @Test
    void a_date_that_the_calendar_cannot_tell_is_refused() {
        assertThatThrownBy(() -> annual("CHINESE", "1900-01-30", Skip.OMIT))
                .isInstanceOf(DateTimeException.class)
                .hasMessage(
                        "CHINESE does not have 1900-01-30: it is told for its years 1900 to 2100,"
                                + " from 1900-01-31 to 2101-01-28");
    }

    @Test
    void two_of_its_times_are_never_close() {
        assertThat(annual("CHINESE", "2012-05-21", Skip.OMIT).isDense()).isFalse();
    }

    @Property(tries = 300)
    void each_year_has_one_at_most_and_but_for_omit_exactly_one(
            @ForAll("annuals") AnnualIn annual) {
        CalendarSystem calendar = annual.calendar();
        CalendarDate origin = calendar.dateOf(annual.date().toEpochDay());
        LocalDateTime last = annual.date().atTime(NINE);
        int year = origin.year();
        var times = annual.from(LocalDateTime.of(1, 1, 1, 0, 0));

        for (int i = 0; i < 40 && times.hasNext(); i++) {
            LocalDateTime time = times.next();
            int period = Integer.parseInt(annual.periodOf(time));
            int yearOfTime = calendar.dateOf(time.toLocalDate().toEpochDay()).year();

            assertThat(time).isAfter(last);
            assertThat(period).isGreaterThan(year);
            assertThat(annual.in(period)).contains(time);
            switch (annual.skip()) {
                case OMIT -> assertThat(yearOfTime).isEqualTo(period);
                case BACKWARD -> assertThat(yearOfTime).isEqualTo(period).isEqualTo(year + 1);
                case FORWARD -> {
                    assertThat(yearOfTime).isBetween(period, period + 1);
                    assertThat(period).isEqualTo(year + 1);
                }
            }
            last = time;
            year = period;
        }
    }

    @Property(tries = 300)
    void a_year_that_has_the_month_and_the_day_has_it_there_whatever_is_skipped(
            @ForAll("annuals") AnnualIn annual) {
        CalendarSystem calendar = annual.calendar();
        CalendarDate origin = calendar.dateOf(annual.date().toEpochDay());
        var month = calendar.monthAt(origin.year(), origin.monthIndex());

        for (int year = origin.year() + 1;
                year < Math.min(origin.year() + 40, calendar.yearMax());
                year++) {
            OptionalInt index = calendar.indexOf(year, month);
            boolean exists =
                    index.isPresent() && origin.day() <= calendar.daysIn(year, index.getAsInt());
            Optional<CalendarDate> place =
                    annual.in(year).map(time -> calendar.dateOf(time.toLocalDate().toEpochDay()));

            if (exists) {
                assertThat(place).contains(new CalendarDate(year, index.getAsInt(), origin.day()));
            } else {
                assertThat(place.isPresent()).isEqualTo(annual.skip() != Skip.OMIT);
            }
        }
    }

    @Property(tries = 300)
    void it_rings_when_the_yearly_rule_of_its_calendar_does(@ForAll("annuals") AnnualIn annual) {
        RecurrenceRule rule =
                RecurrenceRule.parse(
                        "RSCALE=%s;SKIP=%s;FREQ=YEARLY"
                                .formatted(annual.calendar().rscale(), annual.skip()));
        var times = annual.from(LocalDateTime.of(1, 1, 1, 0, 0));
        var ruled =
                RecurrenceSet.of(rule, annual.date().atTime(NINE)).from(annual.date().atTime(NINE));
        ruled.next(); // the date itself

        for (int i = 0; i < 40 && times.hasNext(); i++) {
            assertThat(times.next()).isEqualTo(ruled.next());
        }
    }

    @Property(tries = 300)
    void in_the_gregorian_calendar_it_is_the_annual_date(@ForAll("gregorian") AnnualIn annual) {
        AnnualDate date = AnnualDate.parse(annual.date().toString());
        LeapDayPolicy policy =
                switch (annual.skip()) {
                    case OMIT -> LeapDayPolicy.SKIP;
                    case BACKWARD -> LeapDayPolicy.FEB_28;
                    case FORWARD -> LeapDayPolicy.MAR_1;
                };
        Annual plain = new Annual(date, policy, NINE);

        for (int year = annual.date().getYear(); year < 2500; year++) {
            assertThat(annual.in(year)).isEqualTo(plain.in(year));
        }
    }

    @Provide
    Arbitrary<AnnualIn> annuals() {
        return Combinators.combine(Arbitraries.of(CalendarSystem.ALL), Arbitraries.of(Skip.class))
                .flatAs((calendar, skip) ->
                        Arbitraries.longs()
                                .between(
                                        Math.max(
                                                calendar.epochDayMin(),
                                                LocalDate.of(1800, 1, 1).toEpochDay()),
                                        LocalDate.of(2100, 12, 31).toEpochDay())
                                .map(LocalDate::ofEpochDay)
                                .map(date -> new AnnualIn(calendar, date, skip, NINE)));
    }

    @Provide
    Arbitrary<AnnualIn> gregorian() {
        return Combinators.combine(
                        Arbitraries.integers().between(1900, 2400), Arbitraries.of(Skip.class))
                .as((year, skip) ->
                        annual(
                                "GREGORIAN",
                                LocalDate.of(year, 3, 1).minusDays(1).toString(),
                                skip));
    }

    private static AnnualIn annual(String rscale, String date, Skip skip) {
        return new AnnualIn(CalendarSystem.of(rscale), LocalDate.parse(date), skip, NINE);
    }

    /// The periods and days of as many times as are expected, from that day on.
    private static String rings(AnnualIn annual, String from, String expected) {
        var times = annual.from(LocalDate.parse(from).atStartOfDay());
        List<String> rings = new ArrayList<>();
        for (int i = 0; i < expected.split(" ").length / 2; i++) {
            LocalDateTime time = times.next();
            assertThat(time.toLocalTime()).isEqualTo(NINE);
            rings.add(annual.periodOf(time) + " " + time.toLocalDate());
        }
        return String.join(" ", rings);
    }
}
