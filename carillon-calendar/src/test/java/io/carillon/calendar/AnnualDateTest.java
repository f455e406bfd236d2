package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnualDateTest {
    @Test
    void a_whole_date_keeps_its_year() {
        AnnualDate date = AnnualDate.parse("1992-02-29");

        assertThat(date.monthDay()).isEqualTo(MonthDay.of(2, 29));
        assertThat(date.year()).hasValue(1992);
        assertThat(date.date()).contains(LocalDate.of(1992, 2, 29));
    }

    @Test
    void a_date_without_a_year_may_be_29_february() {
        AnnualDate date = AnnualDate.parse("--02-29");

        assertThat(date.monthDay()).isEqualTo(MonthDay.of(2, 29));
        assertThat(date.year()).isEmpty();
        assertThat(date.date()).isEmpty();
    }

    @Test
    void the_year_1604_means_that_the_year_is_not_known() {
        assertThat(AnnualDate.parse("1604-02-29")).isEqualTo(AnnualDate.parse("--02-29"));
        assertThat(new AnnualDate(MonthDay.of(5, 1), OptionalInt.of(1604)).year()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "1603-12-31", "1605-01-01", "2000-02-29", "9999-12-31"})
    void a_date_of_four_digit_year_is_accepted(String text) {
        assertThat(AnnualDate.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1992-2-29",
                "1992-02-9",
                "92-02-29",
                "--2-29",
                "--02-9",
                "-02-29",
                "---02-29",
                "02-29",
                "1992",
                "1992-02",
                "19920229",
                "--0229",
                "1992/02/29",
                "29.02.1992",
                "1992-060",
                "1992-W09-6",
                "1992-02-29Z",
                "1992-02-29T00:00",
                "-1992-02-29",
                "+1992-02-29",
                "+10000-01-01",
                "10000-01-01",
                "",
                "-",
                "--",
                " ",
                " 1992-02-29",
                "1992-02-29 ",
                "1992-02-29\n",
                "1992 -02-29",
                "-- 02-29",
                "\u00a0--02-29",
                "١٩٩٢-٠٢-٢٩",
                "１９９２-０２-２９",
                "1992‐02‐29",
                "1992−02−29",
                "--०२-२९"
            })
    void any_other_form_is_refused_with_the_right_ones(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> AnnualDate.parse(text))
                .withMessageContaining("YYYY-MM-DD")
                .withMessageContaining("--MM-DD");
    }

    @Test
    void the_year_0000_is_refused_for_it_often_stands_for_no_year() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> AnnualDate.parse("0000-05-01"))
                .withMessageContaining("--MM-DD");
    }

    @Test
    void long_garbage_is_refused_and_not_repeated_in_the_message() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> AnnualDate.parse("9".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1992-02-30", "1993-02-29", "1900-02-29", "2100-02-29", "1992-04-31", "1992-00-01",
                "1992-13-01", "1992-01-00", "1992-01-32", "--02-30", "--04-31", "--00-01",
                "--13-01", "--01-00", "--01-32", "1604-02-30"
            })
    void a_day_that_no_calendar_has_is_refused(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> AnnualDate.parse(text))
                .withMessageContaining("no such day");
    }

    @Test
    void no_constructor_call_can_make_a_day_that_no_calendar_has() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new AnnualDate(MonthDay.of(2, 29), OptionalInt.of(2023)))
                .withMessageContaining("2023");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10_000, Integer.MAX_VALUE})
    void no_constructor_call_can_make_a_year_that_has_no_written_form(int year) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new AnnualDate(MonthDay.of(5, 1), OptionalInt.of(year)))
                .withMessageContaining(Integer.toString(year));
    }

    @Property
    void what_is_written_is_what_was_read(
            @ForAll @DateRange(min = "0001-01-01", max = "9999-12-31") LocalDate day) {
        AnnualDate withYear = new AnnualDate(MonthDay.from(day), OptionalInt.of(day.getYear()));
        AnnualDate withoutYear = new AnnualDate(MonthDay.from(day), OptionalInt.empty());

        assertThat(AnnualDate.parse(withYear.toString())).isEqualTo(withYear);
        assertThat(AnnualDate.parse(withoutYear.toString())).isEqualTo(withoutYear);
    }
}
