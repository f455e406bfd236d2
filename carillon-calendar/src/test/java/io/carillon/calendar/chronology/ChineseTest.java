package io.carillon.calendar.chronology;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.ChineseCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChineseTest {
    private static final CalendarSystem CHINESE = CalendarSystem.of("CHINESE");

    /// New years as they were and will be kept: those of RFC 7529, section 3 (2013 to 2017), those
    /// on which China's and Vietnam's calendars parted (1985, 2007, 2030), and those that programs
    /// miss.
    @ParameterizedTest
    @CsvSource({
        "1900, 1900-01-31",
        "1912, 1912-02-18",
        "1916, 1916-02-03",
        "1949, 1949-01-29",
        "1985, 1985-02-20",
        "2000, 2000-02-05",
        "2007, 2007-02-18",
        "2013, 2013-02-10",
        "2014, 2014-01-31",
        "2015, 2015-02-19",
        "2016, 2016-02-08",
        "2017, 2017-01-28",
        "2025, 2025-01-29",
        "2026, 2026-02-17",
        "2027, 2027-02-06",
        "2028, 2028-01-26",
        "2030, 2030-02-03",
        "2034, 2034-02-19",
    })
    void a_known_new_year_is_told(int year, LocalDate date) {
        assertThat(LocalDate.ofEpochDay(CHINESE.epochDay(year, 1, 1))).isEqualTo(date);
    }

    /// 2033 is the year in which the first month without zhongqi is no leap month: that is the one
    /// after the eleventh.
    @ParameterizedTest
    @CsvSource({
        "1903, 5L",
        "1984, 10L",
        "1987, 6L",
        "2006, 7L",
        "2012, 4L",
        "2014, 9L",
        "2017, 6L",
        "2020, 4L",
        "2023, 2L",
        "2025, 6L",
        "2033, 11L",
    })
    void a_known_leap_month_is_told(int year, String leap) {
        CalendarMonth month = CalendarMonth.parse(leap);

        assertThat(CHINESE.monthsIn(year)).isEqualTo(13);
        assertThat(CHINESE.indexOf(year, month)).hasValue(month.number() + 1);
        assertThat(CHINESE.monthAt(year, month.number() + 1)).isEqualTo(month);
    }

    /// Festivals: mid-autumn of 1978, on which almanacs parted; the first day of a leap month; and
    /// the mid-autumn and the ninth month that hang on a few seconds.
    @ParameterizedTest
    @CsvSource({
        "1978, 8, 15, 1978-09-17",
        "2012, 4L, 1, 2012-05-21",
        "2024, 8, 15, 2024-09-17",
        "2033, 11L, 1, 2033-12-22",
        "2057, 9, 1, 2057-09-29",
        "2089, 8, 1, 2089-09-04",
        "2097, 7, 1, 2097-08-07",
    })
    void a_known_day_is_told(int year, String month, int day, LocalDate date) {
        int index = CHINESE.indexOf(year, CalendarMonth.parse(month)).orElseThrow();

        assertThat(LocalDate.ofEpochDay(CHINESE.epochDay(year, index, day))).isEqualTo(date);
        assertThat(CHINESE.dateOf(date.toEpochDay())).isEqualTo(new CalendarDate(year, index, day));
    }

    @Test
    void icu_begins_the_same_months_on_the_same_days_but_for_those_listed() {
        Calendar icu = IcuCalendars.chinese();

        assertThat(new ChineseRule().months().stream().flatMap(month -> disagreement(month, icu)))
                .containsExactlyElementsOf(
                        Series.lines("icu-disagreements.txt").stream()
                                .filter(line -> !line.startsWith("#"))
                                .toList());
    }

    /// A line when ICU does not begin that month on that day.
    private static Stream<String> disagreement(ChineseRule.Month month, Calendar icu) {
        long start =
                LongStream.of(month.start(), month.start() - 1, month.start() + 1)
                        .filter(day -> isFirst(icu, day))
                        .findFirst()
                        .orElseThrow();
        IcuCalendars.set(icu, start);
        String ours = "%d-%s".formatted(month.year(), month.name());
        String theirs = name(icu);
        if (start == month.start() && ours.equals(theirs)) {
            return Stream.empty();
        }
        long second = (long) Math.floor(month.newMoon());
        return Stream.of(
                "%s %s, ICU: %s %s, new moon %s"
                        .formatted(
                                ours,
                                LocalDate.ofEpochDay(month.start()),
                                theirs,
                                LocalDate.ofEpochDay(start),
                                LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)));
    }

    private static boolean isFirst(Calendar icu, long day) {
        IcuCalendars.set(icu, day);
        return icu.get(Calendar.DATE) == 1;
    }

    private static String name(Calendar icu) {
        boolean leap = icu.get(ChineseCalendar.IS_LEAP_MONTH) == 1;
        var month = new CalendarMonth(icu.get(Calendar.MONTH) + 1, leap);
        return "%d-%s".formatted(icu.get(Calendar.EXTENDED_YEAR), month);
    }
}
