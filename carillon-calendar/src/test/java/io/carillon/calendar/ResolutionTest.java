package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.Resolution.How;
import io.carillon.calendar.Resolution.Rings;
import io.carillon.calendar.Resolution.Skipped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolutionTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();

    @Test
    void a_time_that_exists_once_rings_then_whatever_the_policies() {
        for (GapPolicy gap : GapPolicy.values()) {
            for (OverlapPolicy overlap : OverlapPolicy.values()) {
                assertThat(
                                Resolution.of(
                                        LocalDateTime.parse("2025-05-01T09:00"),
                                        TZ.zone("Asia/Kathmandu"),
                                        gap,
                                        overlap))
                        .isEqualTo(rings("2025-05-01T03:15:00Z", "2025-05-01T09:00", How.PLAIN));
            }
        }
    }

    @Test
    void half_past_two_in_new_york_is_missing_in_march() {
        assertGap(
                "2025-03-09T02:30",
                "America/New_York",
                rings("2025-03-09T07:30:00Z", "2025-03-09T03:30", How.GAP),
                rings("2025-03-09T06:30:00Z", "2025-03-09T01:30", How.GAP));
    }

    @Test
    void half_past_two_in_berlin_comes_twice_in_october() {
        assertOverlap(
                "2025-10-26T02:30",
                "Europe/Berlin",
                "2025-10-26T00:30:00Z",
                "2025-10-26T01:30:00Z");
    }

    @Test
    void lord_howe_changes_its_clocks_by_half_an_hour() {
        assertGap(
                "2025-10-05T02:15",
                "Australia/Lord_Howe",
                rings("2025-10-04T15:45:00Z", "2025-10-05T02:45", How.GAP),
                rings("2025-10-04T15:15:00Z", "2025-10-05T01:45", How.GAP));
        assertOverlap(
                "2025-04-06T01:45",
                "Australia/Lord_Howe",
                "2025-04-05T14:45:00Z",
                "2025-04-05T15:15:00Z");
    }

    @Test
    void troll_changes_its_clocks_by_two_hours() {
        assertGap(
                "2025-03-30T02:30",
                "Antarctica/Troll",
                rings("2025-03-30T02:30:00Z", "2025-03-30T04:30", How.GAP),
                rings("2025-03-30T00:30:00Z", "2025-03-30T00:30", How.GAP));
        assertOverlap(
                "2025-10-26T02:30",
                "Antarctica/Troll",
                "2025-10-26T00:30:00Z",
                "2025-10-26T02:30:00Z");
    }

    @Test
    void apia_had_no_30_december_in_2011() {
        assertGap(
                "2011-12-30T09:00",
                "Pacific/Apia",
                rings("2011-12-30T19:00:00Z", "2011-12-31T09:00", How.GAP),
                rings("2011-12-29T19:00:00Z", "2011-12-29T09:00", How.GAP));
    }

    @Test
    void kwajalein_had_no_21_august_in_1993() {
        assertGap(
                "1993-08-21T09:00",
                "Pacific/Kwajalein",
                rings("1993-08-21T21:00:00Z", "1993-08-22T09:00", How.GAP),
                rings("1993-08-20T21:00:00Z", "1993-08-20T09:00", How.GAP));
    }

    @Test
    void midnight_is_missing_where_the_clocks_jump_at_midnight() {
        assertGap(
                "2025-03-09T00:00",
                "America/Havana",
                rings("2025-03-09T05:00:00Z", "2025-03-09T01:00", How.GAP),
                rings("2025-03-09T04:00:00Z", "2025-03-08T23:00", How.GAP));
        assertGap(
                "2025-04-25T00:00",
                "Africa/Cairo",
                rings("2025-04-24T22:00:00Z", "2025-04-25T01:00", How.GAP),
                rings("2025-04-24T21:00:00Z", "2025-04-24T23:00", How.GAP));
    }

    @Test
    void monrovia_jumped_by_44_minutes_and_30_seconds() {
        assertGap(
                "1972-01-07T00:30",
                "Africa/Monrovia",
                rings("1972-01-07T01:14:30Z", "1972-01-07T01:14:30", How.GAP),
                rings("1972-01-07T00:30:00Z", "1972-01-06T23:45:30", How.GAP));
    }

    @Test
    void the_last_hour_of_29_february_2024_came_twice_in_almaty() {
        assertOverlap(
                "2024-02-29T23:30", "Asia/Almaty", "2024-02-29T17:30:00Z", "2024-02-29T18:30:00Z");
    }

    @Test
    void dublin_that_calls_winter_its_daylight_saving_rings_with_london() {
        assertGap(
                "2025-03-30T01:30",
                "Europe/Dublin",
                rings("2025-03-30T01:30:00Z", "2025-03-30T02:30", How.GAP),
                rings("2025-03-30T00:30:00Z", "2025-03-30T00:30", How.GAP));
        assertOverlap(
                "2025-10-26T01:30",
                "Europe/Dublin",
                "2025-10-26T00:30:00Z",
                "2025-10-26T01:30:00Z");
    }

    @Test
    void the_edges_of_a_gap_are_where_the_clocks_stopped_and_went_on() {
        assertThat(how("2025-03-09T01:59:59.999999999", "America/New_York")).isEqualTo(How.PLAIN);
        assertThat(how("2025-03-09T02:00", "America/New_York")).isEqualTo(How.GAP);
        assertThat(how("2025-03-09T02:59:59.999999999", "America/New_York")).isEqualTo(How.GAP);
        assertThat(how("2025-03-09T03:00", "America/New_York")).isEqualTo(How.PLAIN);
    }

    @Test
    void the_edges_of_an_overlap_are_the_first_time_shown_again_and_the_last() {
        assertThat(how("2025-10-26T01:59:59.999999999", "Europe/Berlin")).isEqualTo(How.PLAIN);
        assertThat(how("2025-10-26T02:00", "Europe/Berlin")).isEqualTo(How.OVERLAP);
        assertThat(how("2025-10-26T02:59:59.999999999", "Europe/Berlin")).isEqualTo(How.OVERLAP);
        assertThat(how("2025-10-26T03:00", "Europe/Berlin")).isEqualTo(How.PLAIN);
    }

    @Test
    void a_day_starts_at_midnight() {
        assertThat(startOf("2025-05-01", "Asia/Kathmandu")).isEqualTo("2025-04-30T18:15:00Z");
        assertThat(startOf("2025-03-09", "America/New_York")).isEqualTo("2025-03-09T05:00:00Z");
    }

    @Test
    void a_day_without_midnight_starts_where_the_clocks_go_on() {
        assertThat(startOf("2025-03-09", "America/Havana")).isEqualTo("2025-03-09T05:00:00Z");
        assertThat(startOf("2025-04-25", "Africa/Cairo")).isEqualTo("2025-04-24T22:00:00Z");
    }

    @Test
    void a_day_starts_at_the_jump_when_it_began_before_midnight() {
        // At 23:30 the clocks of Toronto went on to 00:30.
        assertThat(startOf("1919-03-31", "America/Toronto")).isEqualTo("1919-03-31T04:30:00Z");
    }

    @Test
    void a_day_with_two_midnights_starts_at_the_first() {
        assertThat(startOf("2025-11-02", "America/Havana")).isEqualTo("2025-11-02T04:00:00Z");
    }

    @Test
    void a_day_whose_eve_has_its_last_hour_twice_starts_after_the_second() {
        assertThat(startOf("2024-03-01", "Asia/Almaty")).isEqualTo("2024-02-29T19:00:00Z");
    }

    @Test
    void a_day_that_was_skipped_starts_with_the_next() {
        assertThat(startOf("2011-12-30", "Pacific/Apia")).isEqualTo("2011-12-30T10:00:00Z");
        assertThat(startOf("2011-12-31", "Pacific/Apia")).isEqualTo("2011-12-30T10:00:00Z");
        assertThat(startOf("1993-08-21", "Pacific/Kwajalein")).isEqualTo("1993-08-21T12:00:00Z");
        assertThat(startOf("1993-08-22", "Pacific/Kwajalein")).isEqualTo("1993-08-21T12:00:00Z");
    }

    @Test
    void the_clocks_of_a_zone_show_its_own_time() {
        assertThat(
                        Resolution.localAt(
                                Instant.parse("2025-01-01T00:00:00Z"), TZ.rules("Pacific/Niue")))
                .isEqualTo("2024-12-31T13:00:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pacific/Apia",
                "Pacific/Kwajalein",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "America/New_York"
            })
    void nothing_before_the_earliest_local_time_rings_later_than_the_instant(String zone) {
        ZoneRules rules = TZ.zone(zone).rules();
        int later = 0;
        for (ZoneOffsetTransition change : rules.getTransitions()) {
            Duration length = change.getDuration().abs();
            for (int quarter = -5; quarter <= 5; quarter++) {
                Instant at = change.getInstant().plus(length.multipliedBy(quarter).dividedBy(4));
                LocalDateTime earliest = Resolution.earliestAfter(at, rules);
                for (GapPolicy gap : GapPolicy.values()) {
                    for (int back = 0; back <= 12; back++) {
                        LocalDateTime local =
                                Resolution.localAt(at, rules)
                                        .minus(length.multipliedBy(back).dividedBy(4));
                        if (Resolution.of(local, rules, gap, OverlapPolicy.LATER)
                                        instanceof Rings(Instant rings, var _, var _)
                                && rings.isAfter(at)) {
                            later++;
                            assertThat(local)
                                    .as("%s after %s", local, at)
                                    .isAfterOrEqualTo(earliest);
                        }
                    }
                }
            }
        }
        assertThat(later).isPositive();
    }

    private static void assertGap(String local, String zone, Rings later, Rings earlier) {
        assertThat(resolve(local, zone, GapPolicy.LATER, OverlapPolicy.EARLIER)).isEqualTo(later);
        assertThat(resolve(local, zone, GapPolicy.EARLIER, OverlapPolicy.EARLIER))
                .isEqualTo(earlier);
        assertThat(resolve(local, zone, GapPolicy.SKIP, OverlapPolicy.EARLIER))
                .isEqualTo(new Skipped());
    }

    private static void assertOverlap(String local, String zone, String first, String second) {
        assertThat(resolve(local, zone, GapPolicy.SKIP, OverlapPolicy.EARLIER))
                .isEqualTo(rings(first, local, How.OVERLAP));
        assertThat(resolve(local, zone, GapPolicy.SKIP, OverlapPolicy.LATER))
                .isEqualTo(rings(second, local, How.OVERLAP));
    }

    private static How how(String local, String zone) {
        return switch (resolve(local, zone, GapPolicy.LATER, OverlapPolicy.EARLIER)) {
            case Rings rings -> rings.how();
            case Skipped() -> throw new AssertionError("LATER skips nothing");
        };
    }

    private static Resolution resolve(
            String local, String zone, GapPolicy gap, OverlapPolicy overlap) {
        return Resolution.of(LocalDateTime.parse(local), TZ.zone(zone), gap, overlap);
    }

    private static Instant startOf(String day, String zone) {
        return Resolution.startOf(LocalDate.parse(day), TZ.rules(zone));
    }

    private static Rings rings(String at, String local, How how) {
        return new Rings(Instant.parse(at), LocalDateTime.parse(local), how);
    }
}
