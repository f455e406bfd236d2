package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccurrencesTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();

    @ParameterizedTest
    @CsvSource({
        "Pacific/Kiritimati,  2025-04-30T19:00:00Z",
        "Pacific/Apia,        2025-04-30T20:00:00Z",
        "Australia/Lord_Howe, 2025-04-30T22:30:00Z",
        "Australia/Melbourne, 2025-04-30T23:00:00Z",
        "Asia/Kathmandu,      2025-05-01T03:15:00Z",
        "America/New_York,    2025-05-01T13:00:00Z",
        "Pacific/Niue,        2025-05-01T20:00:00Z"
    })
    void a_nine_o_clock_birthday_rings_at_nine_in_each_ones_own_zone(String zone, Instant at) {
        assertThat(next("1992-05-01", "09:00", zone, "2025-01-01"))
                .isEqualTo(plain("2025", "2025-05-01T09:00", at));
    }

    @ParameterizedTest
    @CsvSource({
        "Pacific/Kiritimati,  2024-12-31T19:00:00Z",
        "Pacific/Apia,        2024-12-31T20:00:00Z",
        "Australia/Lord_Howe, 2024-12-31T22:00:00Z",
        "Australia/Melbourne, 2024-12-31T22:00:00Z",
        "Asia/Kathmandu,      2025-01-01T03:15:00Z",
        "America/New_York,    2025-01-01T14:00:00Z",
        "Pacific/Niue,        2025-01-01T20:00:00Z"
    })
    void summer_and_winter_move_the_instant_but_not_the_hour(String zone, Instant at) {
        assertThat(next("--01-01", "09:00", zone, "2025-01-01"))
                .isEqualTo(plain("2025", "2025-01-01T09:00", at));
    }

    @Test
    void the_same_morning_lasts_26_hours_around_the_world() {
        Occurrence first = next("--01-01", "09:00", "Pacific/Kiritimati", "2025-01-01");
        Occurrence last = next("--01-01", "09:00", "Etc/GMT+12", "2025-01-01");

        assertThat(Duration.between(first.at(), last.at())).isEqualTo(Duration.ofHours(26));
    }

    @Test
    void a_birthday_on_the_day_that_apia_skipped_rings_on_the_next_and_keeps_its_period() {
        assertThat(next("1990-12-30", "09:00", "Pacific/Apia", "2011-01-01"))
                .isEqualTo(
                        new Occurrence(
                                "2011",
                                LocalDateTime.parse("2011-12-31T09:00"),
                                Instant.parse("2011-12-30T19:00:00Z"),
                                Resolution.How.GAP,
                                Optional.empty()));
    }

    @Test
    void who_skips_gaps_is_not_rung_that_year_but_the_next() {
        Occurrences birthday = occurrences("1990-12-30", "09:00", "Pacific/Apia", GapPolicy.SKIP);

        assertThat(birthday.from(LocalDate.of(2010, 1, 1)).limit(3))
                .extracting(Occurrence::period)
                .containsExactly("2010", "2012", "2013");
    }

    @Test
    void a_moved_leap_day_says_so() {
        assertThat(next("1992-02-29", "09:00", "Europe/Berlin", "2025-01-01"))
                .isEqualTo(
                        new Occurrence(
                                "2025",
                                LocalDateTime.parse("2025-03-01T09:00"),
                                Instant.parse("2025-03-01T08:00:00Z"),
                                Resolution.How.PLAIN,
                                Optional.of(LeapDayPolicy.MAR_1)));
    }

    @Test
    void a_leap_day_that_came_twice_rings_once() {
        assertThat(next("1992-02-29", "23:30", "Asia/Almaty", "2024-01-01"))
                .isEqualTo(
                        new Occurrence(
                                "2024",
                                LocalDateTime.parse("2024-02-29T23:30"),
                                Instant.parse("2024-02-29T17:30:00Z"),
                                Resolution.How.OVERLAP,
                                Optional.empty()));
    }

    @Test
    void they_come_in_order_until_the_calendar_ends() {
        Occurrences birthday =
                occurrences("1992-03-09", "02:30", "America/New_York", GapPolicy.LATER);

        List<Occurrence> all = birthday.from(LocalDate.MIN).toList();

        assertThat(all).extracting(Occurrence::at).isSorted().doesNotHaveDuplicates();
        assertThat(all.getFirst().period()).isEqualTo("1993");
        assertThat(all.getLast().period()).isEqualTo("9999");
        assertThat(all).extracting(Occurrence::how).contains(Resolution.How.GAP);
    }

    @Test
    void the_next_one_rings_later_than_the_instant() {
        Occurrences birthday =
                occurrences("1992-05-01", "09:00", "Asia/Kathmandu", GapPolicy.LATER);
        Instant at = Instant.parse("2025-05-01T03:15:00Z");

        assertThat(birthday.next(at.minusNanos(1)))
                .contains(plain("2025", "2025-05-01T09:00", at))
                .isEqualTo(birthday.after(at.minusNanos(1)).findFirst());
        assertThat(birthday.next(at))
                .contains(plain("2026", "2026-05-01T09:00", Instant.parse("2026-05-01T03:15:00Z")))
                .isEqualTo(birthday.after(at).findFirst());
        assertThat(birthday.next(Instant.parse("9999-05-01T03:15:00Z"))).isEmpty();
    }

    private static Occurrence next(String date, String time, String zone, String day) {
        return occurrences(date, time, zone, GapPolicy.LATER)
                .from(LocalDate.parse(day))
                .findFirst()
                .orElseThrow();
    }

    private static Occurrences occurrences(String date, String time, String zone, GapPolicy gap) {
        return new Occurrences(
                new Annual(AnnualDate.parse(date), LeapDayPolicy.MAR_1, LocalTime.parse(time)),
                TZ.zone(zone),
                gap,
                OverlapPolicy.EARLIER);
    }

    private static Occurrence plain(String period, String local, Instant at) {
        return new Occurrence(
                period, LocalDateTime.parse(local), at, Resolution.How.PLAIN, Optional.empty());
    }
}
