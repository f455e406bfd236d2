package io.carillon.calendar.chronology;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.HebrewCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HebrewTest {
    private static final CalendarSystem HEBREW = CalendarSystem.of("HEBREW");

    /// Known days: the RFC's own example (RFC 7529, section 3), and new years and Passovers as they
    /// were kept.
    @ParameterizedTest
    @CsvSource({
        "5774, 5L, 8, 2014-02-08",
        "5775, 6, 8, 2015-02-27",
        "5776, 5L, 8, 2016-02-17",
        "5777, 6, 8, 2017-03-06",
        "5708, 8, 5, 1948-05-14",
        "5784, 1, 1, 2023-09-16",
        "5784, 7, 15, 2024-04-23",
        "5785, 1, 1, 2024-10-03",
        "5785, 3, 25, 2024-12-26",
    })
    void a_known_day_has_its_date(int year, String month, int day, LocalDate date) {
        int index = HEBREW.indexOf(year, CalendarMonth.parse(month)).orElseThrow();

        assertThat(LocalDate.ofEpochDay(HEBREW.epochDay(year, index, day))).isEqualTo(date);
    }

    @Test
    void a_leap_year_has_two_months_adar_and_a_common_one_has_one() {
        assertThat(months(5784))
                .extracting(CalendarMonth::toString)
                .containsExactly(
                        "1", "2", "3", "4", "5", "5L", "6", "7", "8", "9", "10", "11", "12");
        assertThat(months(5785))
                .extracting(CalendarMonth::toString)
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        assertThat(HEBREW.indexOf(5785, CalendarMonth.leap(5))).isEmpty();
    }

    @Test
    void years_have_the_six_lengths_there_are() {
        assertThat(IntStream.rangeClosed(HEBREW.yearMin(), HEBREW.yearMax()).map(HEBREW::daysIn))
                .containsOnly(353, 354, 355, 383, 384, 385);
    }

    @Test
    void every_month_from_1583_to_2239_begins_where_icu_has_it() {
        Calendar icu = IcuCalendars.hebrew();
        for (int year = 5343; year <= 5999; year++) {
            for (int index = 1; index <= HEBREW.monthsIn(year); index++) {
                IcuCalendars.set(icu, HEBREW.epochDay(year, index, 1));
                CalendarMonth month = HEBREW.monthAt(year, index);

                assertThat(List.of(icu.get(Calendar.YEAR), icuMonth(icu), icu.get(Calendar.DATE)))
                        .as("%d-%s", year, month)
                        .isEqualTo(List.of(year, month, 1));
            }
        }
    }

    private static List<CalendarMonth> months(int year) {
        return IntStream.rangeClosed(1, HEBREW.monthsIn(year))
                .mapToObj(index -> HEBREW.monthAt(year, index))
                .toList();
    }

    /// ICU counts Adar I as the sixth month in all years, and leaps over it in common ones.
    private static CalendarMonth icuMonth(Calendar icu) {
        int month = icu.get(Calendar.MONTH);
        return month < HebrewCalendar.ADAR_1
                ? CalendarMonth.of(month + 1)
                : new CalendarMonth(month, month == HebrewCalendar.ADAR_1);
    }
}
