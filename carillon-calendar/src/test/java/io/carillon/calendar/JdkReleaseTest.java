package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The bundled release against the one inside the JDK, which is another reading of the same
/// sources.
class JdkReleaseTest {
    private static final TzSnapshot JDK = JdkRelease.snapshot();
    private static final TzSnapshot OURS = TzSnapshot.bundled();

    /// Zones whose past since 1970 was corrected after 2025b, the oldest release that a JDK 25 has;
    /// and those that Debian compiles as zones of their own, while the JDK takes them for Brussels,
    /// Athens and the like.
    private static final Set<String> KNOWN =
            Set.of(
                    "America/Bogota",
                    "America/Tijuana",
                    "Asia/Tehran",
                    "Europe/Chisinau",
                    "CET",
                    "EET",
                    "MET",
                    "WET");

    @Test
    void the_past_since_1970_is_the_same_but_in_the_zones_that_were_corrected() {
        assertThat(
                        differing("1970-01-01T00:00:00Z", "2026-01-01T00:00:00Z").stream()
                                .map(id -> OURS.canonical(id).orElseThrow()))
                .isSubsetOf(KNOWN);
    }

    @Test
    void every_zone_of_the_jdk_is_ours_too() {
        assertThat(OURS.ids()).containsAll(JDK.ids()).hasSizeLessThan(JDK.ids().size() + 10);
    }

    /// Other releases are other days' truths. This one is known to be behind; see the README.
    @Test
    void from_22_november_2026_on_a_jdk_with_2026a_is_wrong_in_seven_zones() {
        Set<String> differing = differing("2026-11-22T00:00:00Z", "2126-11-22T00:00:00Z");
        Set<String> zones = new TreeSet<>();
        differing.forEach(id -> zones.add(OURS.canonical(id).orElseThrow()));

        Map<String, Set<String>> expected =
                Map.of(
                        "2026a",
                        Set.of(
                                "Africa/Casablanca",
                                "Africa/El_Aaiun",
                                "America/Edmonton",
                                "America/Havana",
                                "America/Inuvik",
                                "America/Vancouver",
                                "America/Winnipeg"),
                        OURS.version(),
                        Set.of());
        assertThat(zones).isEqualTo(expected.getOrDefault(JDK.version(), zones));
        assertThat(zones).hasSizeLessThan(10);
    }

    private static Set<String> differing(String from, String until) {
        Map<String, TzDifference> differences =
                TzDifference.between(JDK, OURS, Instant.parse(from), Instant.parse(until));
        Set<String> moved = new TreeSet<>();
        differences.forEach((id, difference) -> {
            switch (difference) {
                case TzDifference.Moved _ -> moved.add(id);
                case TzDifference.Added _, TzDifference.Gone _ -> {}
            }
        });
        return moved;
    }
}
