package io.carillon.calendar.chronology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarMonthTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "9", "10", "13", "5L", "12L"})
    void a_month_is_written_as_it_is_read(String text) {
        assertThat(CalendarMonth.parse(text)).hasToString(text);
    }

    @Test
    void a_small_l_and_a_leading_zero_are_read() {
        assertThat(CalendarMonth.parse("05l")).isEqualTo(CalendarMonth.leap(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00", "14", "5M", "L5", "-1", " 5", "5LL", "٥"})
    void everything_else_is_refused(String text) {
        assertThatThrownBy(() -> CalendarMonth.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 13");
    }

    @Test
    void a_number_that_no_calendar_has_is_refused() {
        assertThatThrownBy(() -> CalendarMonth.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CalendarMonth.of(14)).isInstanceOf(IllegalArgumentException.class);
    }
}
