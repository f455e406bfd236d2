package io.carillon.calendar.chronology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// What holds in every calendar.
class CalendarSystemTest {
    private static final String ALL = "io.carillon.calendar.chronology.CalendarSystem#ALL";

    @ParameterizedTest
    @CsvSource({
        "GREGORIAN, GREGORIAN",
        "hebrew, HEBREW",
        "Chinese, CHINESE",
        "islamic-civil, ISLAMIC-CIVIL",
    })
    void a_calendar_is_found_by_its_name_in_any_case(String text, String rscale) {
        assertThat(CalendarSystem.of(text).rscale()).isEqualTo(rscale);
    }

    @Test
    void an_unknown_calendar_is_refused_by_naming_those_there_are() {
        assertThatThrownBy(() -> CalendarSystem.of("JULIAN"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no calendar is called JULIAN; there are GREGORIAN, CHINESE, HEBREW, ISLAMIC-CIVIL");
    }

    @Test
    void its_name_is_known_in_letters_of_either_case_but_of_ascii_only() {
        assertThat(CalendarSystem.of("Hebrew")).isSameAs(CalendarSystem.of("HEBREW"));
        assertThatThrownBy(() -> CalendarSystem.of("\u0131slamic-civil"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void a_date_of_a_day_is_that_day(@ForAll("days") DayIn day) {
        CalendarDate date = day.calendar().dateOf(day.epochDay());

        assertThat(day.calendar().epochDay(date.year(), date.monthIndex(), date.day()))
                .isEqualTo(day.epochDay());
    }

    @Property
    void the_next_day_is_the_next_date(@ForAll("days") DayIn day) {
        CalendarSystem calendar = day.calendar();
        CalendarDate date = calendar.dateOf(day.epochDay());

        CalendarDate next = calendar.dateOf(day.epochDay() + 1);

        assertThat(next).isEqualTo(successor(calendar, date));
    }

    @Property
    void a_month_is_where_its_name_is_found(@ForAll("days") DayIn day) {
        CalendarSystem calendar = day.calendar();
        CalendarDate date = calendar.dateOf(day.epochDay());

        CalendarMonth month = calendar.monthAt(date.year(), date.monthIndex());

        assertThat(calendar.indexOf(date.year(), month)).hasValue(date.monthIndex());
    }

    @ParameterizedTest
    @FieldSource(ALL)
    void every_year_begins_where_the_one_before_ends(CalendarSystem calendar) {
        long start = calendar.epochDayMin();
        for (int year = calendar.yearMin(); year <= calendar.yearMax(); year++) {
            assertThat(calendar.epochDay(year, 1, 1)).as("year %d", year).isEqualTo(start);
            int days = 0;
            for (int index = 1; index <= calendar.monthsIn(year); index++) {
                days += calendar.daysIn(year, index);
            }
            assertThat(calendar.daysIn(year)).as("year %d", year).isEqualTo(days);
            start += days;
            int months = calendar.monthsIn(year);
            assertThat(calendar.dateOf(start - days)).isEqualTo(new CalendarDate(year, 1, 1));
            assertThat(calendar.dateOf(start - 1))
                    .isEqualTo(new CalendarDate(year, months, calendar.daysIn(year, months)));
        }
        assertThat(start).isEqualTo(calendar.epochDayMax() + 1);
    }

    @ParameterizedTest
    @FieldSource(ALL)
    void all_its_days_have_a_year_of_four_digits(CalendarSystem calendar) {
        assertThat(LocalDate.ofEpochDay(calendar.epochDayMin()).getYear()).isPositive();
        assertThat(LocalDate.ofEpochDay(calendar.epochDayMax()).getYear()).isLessThan(10_000);
    }

    @ParameterizedTest
    @FieldSource(ALL)
    void a_day_outside_of_its_years_is_refused(CalendarSystem calendar) {
        LongStream.of(calendar.epochDayMin() - 1, calendar.epochDayMax() + 1)
                .forEach(day ->
                        assertThatThrownBy(() -> calendar.dateOf(day))
                                .isInstanceOf(DateTimeException.class)
                                .hasMessageContaining(calendar.rscale() + " does not have"));
        assertThat(calendar.dateOf(calendar.epochDayMin()))
                .isEqualTo(new CalendarDate(calendar.yearMin(), 1, 1));
        assertThat(calendar.dateOf(calendar.epochDayMax()).year()).isEqualTo(calendar.yearMax());
    }

    @ParameterizedTest
    @FieldSource(ALL)
    void a_year_month_or_day_that_is_not_there_is_refused(CalendarSystem calendar) {
        int year = calendar.yearMax();
        int months = calendar.monthsIn(year);
        int days = calendar.daysIn(year, 1);

        refused(() -> calendar.monthsIn(year + 1));
        refused(() -> calendar.daysIn(calendar.yearMin() - 1));
        refused(() -> calendar.indexOf(year + 1, CalendarMonth.of(1)));
        refused(() -> calendar.monthAt(year, 0));
        refused(() -> calendar.monthAt(year, months + 1));
        refused(() -> calendar.daysIn(year, months + 1));
        refused(() -> calendar.epochDay(year + 1, 1, 1));
        refused(() -> calendar.epochDay(year, months + 1, 1));
        refused(() -> calendar.epochDay(year, 1, 0));
        refused(() -> calendar.epochDay(year, 1, days + 1));
        refused(() -> calendar.epochDay(year, 2, calendar.daysIn(year, 2) + 1));
    }

    @ParameterizedTest
    @FieldSource(ALL)
    void none_has_a_thirteenth_name_or_a_leap_month_it_lacks(CalendarSystem calendar) {
        int year = calendar.yearMin();

        assertThat(calendar.indexOf(year, CalendarMonth.of(13))).isEmpty();
        assertThat(calendar.indexOf(year, CalendarMonth.leap(13))).isEmpty();
        assertThat(calendar.indexOf(year, CalendarMonth.leap(1))).isEmpty();
    }

    @Provide
    Arbitrary<DayIn> days() {
        return Arbitraries.of(CalendarSystem.ALL)
                .flatMap(calendar ->
                        Arbitraries.longs()
                                .between(calendar.epochDayMin(), calendar.epochDayMax() - 1)
                                .map(day -> new DayIn(calendar, day)));
    }

    record DayIn(CalendarSystem calendar, long epochDay) {}

    private static CalendarDate successor(CalendarSystem calendar, CalendarDate date) {
        if (date.day() < calendar.daysIn(date.year(), date.monthIndex())) {
            return new CalendarDate(date.year(), date.monthIndex(), date.day() + 1);
        }
        if (date.monthIndex() < calendar.monthsIn(date.year())) {
            return new CalendarDate(date.year(), date.monthIndex() + 1, 1);
        }
        return new CalendarDate(date.year() + 1, 1, 1);
    }

    private static void refused(ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOf(DateTimeException.class);
    }
}
