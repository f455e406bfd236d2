package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TzSnapshotTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();

    @Test
    void it_is_named_like_the_release_of_the_tz_database() {
        assertThat(TZ.version()).matches("20[0-9]{2}[a-z]");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Kyiv, Europe/Kiev",
        "Asia/Kolkata, Asia/Calcutta",
        "America/New_York, US/Eastern",
        "America/Indiana/Indianapolis, US/East-Indiana",
        "Asia/Taipei, ROC",
        "Etc/GMT, GMT+0",
        "Etc/GMT, GMT-0"
    })
    void it_knows_zones_and_links(String zone, String link) {
        assertThat(TZ.ids()).contains(zone, link);
        assertThat(TZ.find(link)).isEqualTo(TZ.find(zone)).isPresent();
        assertThat(TZ.canonical(link)).isEqualTo(TZ.canonical(zone)).contains(zone);
    }

    @ParameterizedTest
    @CsvSource({"EST, -05:00", "MST, -07:00", "HST, -10:00", "Etc/GMT+12, -12:00", "UTC, Z"})
    void it_knows_zones_that_never_change_their_clocks(String zone, String offset) {
        assertThat(TZ.find(zone).map(TzZone::rules)).contains(ZoneRules.of(ZoneOffset.of(offset)));
    }

    @Test
    void it_has_rules_for_every_id_it_names() {
        assertThat(TZ.ids())
                .hasSizeGreaterThan(590)
                .allMatch(id -> TZ.find(id).isPresent() && TZ.canonical(id).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "europe/kyiv",
                "EUROPE/KYIV",
                "Europe/kyiv",
                "utc",
                "Utc",
                "est",
                "asia/istanbul",
                "ASIA/ISTANBUL",
                "ASİA/İSTANBUL",
                " Europe/Kyiv",
                "Europe/Kyiv ",
                "Europe/Kyiv\n",
                "Europe/ Kyiv",
                "Europe / Kyiv",
                "Europe",
                "Kyiv",
                "Europe/",
                "/Europe/Kyiv",
                "Europe/Atlantis",
                "",
                " "
            })
    void an_id_is_known_to_the_letter_or_not_at_all(String id) {
        assertThat(TZ.find(id)).isEmpty();
        assertThat(TZ.canonical(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+02:00",
                "-05:00",
                "+02",
                "+2",
                "+00:00",
                "Z",
                "z",
                "UTC+3",
                "UTC+03:00",
                "GMT+3",
                "GMT+03:00",
                "UT",
                "UT+1",
                "PST",
                "PDT",
                "EDT",
                "CEST",
                "SystemV/PST8",
                "SystemV/AST4ADT",
                "posix/Europe/Kyiv",
                "right/Europe/Kyiv",
                "localtime",
                "posixrules",
                "Factory",
                "default"
            })
    void offsets_and_what_only_a_jvm_knows_are_no_zones(String id) {
        assertThat(TZ.find(id)).isEmpty();
    }

    @Test
    void no_id_is_of_the_system_v_family() {
        assertThat(TZ.ids()).noneMatch(id -> id.startsWith("SystemV/"));
    }

    @Test
    void rules_of_an_unknown_zone_are_an_error_that_names_zone_and_release() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> TZ.rules("Europe/Atlantis"))
                .withMessageContaining("Europe/Atlantis")
                .withMessageContaining(TZ.version());
    }

    @ParameterizedTest
    @CsvSource({
        "europe/kyiv, Europe/Kyiv",
        "Kiev, Europe/Kiev",
        "EUROPE/ISTANBUL, Europe/Istanbul",
        "' Europe/Kyiv', Europe/Kyiv",
        "Kyiv, Europe/Kyiv",
        "America/NewYork, America/New_York",
        "America/New York, America/New_York",
        "new york, America/New_York",
        "US/NewYork, America/New_York",
        "Asia/Istambul, Asia/Istanbul",
        "Berln, Europe/Berlin",
        "utc, UTC",
        "est5edt, EST5EDT",
        "gmt+0, GMT+0",
        "etc/gmt+3, Etc/GMT+3"
    })
    void it_suggests_first_what_was_probably_meant(String unknown, String meant) {
        assertThat(TZ.suggestions(unknown)).startsWith(meant).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void an_abbreviation_suggests_the_zones_that_use_it_and_no_like_spelt_others() {
        assertThat(TZ.suggestions("PST")).containsExactly("America/Los_Angeles");
        assertThat(TZ.suggestions("CST")).containsExactly("America/Chicago", "Asia/Shanghai");
        assertThat(TZ.suggestions("cest")).containsExactly("Europe/Berlin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTC+3", "GMT+3", "UTC-5", "gmt-05:00", "+02:00", "-05:00", "UTC+03:00"})
    void an_offset_suggests_nothing_for_etc_gmt_plus_3_lies_west_and_utc_is_not_meant(
            String offset) {
        assertThat(TZ.suggestions(offset)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "?", "42", "Europe/Kyiv or wherever she happens to be"})
    void what_is_near_no_id_suggests_nothing(String unknown) {
        assertThat(TZ.suggestions(unknown)).isEmpty();
    }

    @Test
    void a_long_text_is_answered_quickly() {
        String text = "Europe/Kyiv".repeat(1_000);

        assertTimeout(
                Duration.ofSeconds(2), () -> assertThat(TZ.suggestions(text)).hasSizeLessThan(4));
    }

    @Test
    void an_id_in_lower_case_suggests_the_id_first() {
        assertThat(TZ.ids().stream().filter(id -> id.startsWith("Europe/")))
                .hasSizeGreaterThan(50)
                .allMatch(id -> TZ.suggestions(id.toLowerCase(Locale.ROOT)).getFirst().equals(id));
    }
}
