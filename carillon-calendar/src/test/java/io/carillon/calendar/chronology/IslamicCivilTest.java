package io.carillon.calendar.chronology;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.Calendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IslamicCivilTest {
    private static final CalendarSystem ISLAMIC = CalendarSystem.of("ISLAMIC-CIVIL");

    @Test
    void it_begins_on_a_friday_16_july_622_of_the_julian_calendar() {
        LocalDate first = LocalDate.ofEpochDay(ISLAMIC.epochDay(1, 1, 1));

        assertThat(first).isEqualTo("0622-07-19"); // three days later by ISO 8601
        assertThat(first.getDayOfWeek()).isEqualTo(DayOfWeek.FRIDAY);
    }

    @Test
    void eleven_years_of_thirty_have_a_leap_day_and_it_ends_the_year() {
        assertThat(
                        IntStream.rangeClosed(1, 30)
                                .filter(year -> ISLAMIC.daysIn(year) == 355)
                                .filter(year -> ISLAMIC.daysIn(year, 12) == 30))
                .containsExactly(2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29);
        assertThat(IntStream.rangeClosed(1, 30).map(ISLAMIC::daysIn)).containsOnly(354, 355);
    }

    /// Days that almanacs print for the tabular calendar: the epochs of centuries, and new years.
    @ParameterizedTest
    @CsvSource({
        "1400, 1, 1, 1979-11-21",
        "1421, 1, 1, 2000-04-06",
        "1445, 1, 1, 2023-07-19",
        "1445, 9, 1, 2024-03-11",
    })
    void a_known_day_has_its_date(int year, int index, int day, LocalDate date) {
        assertThat(LocalDate.ofEpochDay(ISLAMIC.epochDay(year, index, day))).isEqualTo(date);
    }

    @Test
    void every_month_from_1583_to_2239_begins_where_icu_has_it() {
        Calendar icu = IcuCalendars.islamicCivil();
        for (int year = 991; year <= 1668; year++) {
            for (int index = 1; index <= ISLAMIC.monthsIn(year); index++) {
                IcuCalendars.set(icu, ISLAMIC.epochDay(year, index, 1));

                assertThat(
                                List.of(
                                        icu.get(Calendar.YEAR),
                                        icu.get(Calendar.MONTH) + 1,
                                        icu.get(Calendar.DATE)))
                        .as("%d-%d", year, index)
                        .isEqualTo(List.of(year, index, 1));
            }
        }
    }
}
