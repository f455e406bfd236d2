package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.tzif.Tzif;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The release that Carillon brings along.
class BundledTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();

    @Test
    void it_says_where_it_came_from_and_that_it_is_in_the_public_domain() {
        assertThat(text("SOURCE").lines().toList())
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .isEqualTo(
                                                "tz database %s, compiled; in the public domain",
                                                TZ.version()),
                        second ->
                                assertThat(second).startsWith("from tzdata " + TZ.version() + "-"),
                        third ->
                                assertThat(third)
                                        .matches("  tzdata_.+\\.deb, SHA-256 [0-9a-f]{64}"));
    }

    @Test
    void its_ids_are_the_zones_in_it_and_the_links_of_the_release() {
        Set<String> names = new HashSet<>(BundledFiles.ZONES.keySet());
        text("tzdata.zi")
                .lines()
                .filter(line -> line.startsWith("L "))
                .forEach(line -> names.add(line.substring(line.lastIndexOf(' ') + 1)));

        assertThat(TZ.ids()).isEqualTo(names).hasSizeGreaterThan(590);
        assertThat(names).hasSizeGreaterThan(BundledFiles.ZONES.size() + 140);
    }

    @Test
    void it_holds_each_zone_once_and_every_one_can_be_read() throws IOException {
        for (var zone : BundledFiles.ZONES.entrySet()) {
            assertThat(TZ.rules(zone.getKey()))
                    .isEqualTo(Tzif.read(zone.getKey(), zone.getValue()));
        }
        assertThat(
                        TZ.ids().stream()
                                .map(id -> TZ.canonical(id).orElseThrow())
                                .collect(Collectors.toSet()))
                .isEqualTo(BundledFiles.ZONES.keySet());
    }

    @Test
    void every_zone_goes_on_for_ever_by_its_footer() {
        assertThat(BundledFiles.ZONES.keySet())
                .filteredOn(id -> !TZ.rules(id).getTransitionRules().isEmpty())
                .hasSizeGreaterThan(100)
                .allMatch(id -> TZ.rules(id).getTransitionRules().size() == 2);
    }

    @Test
    void it_is_small() throws IOException {
        try (InputStream archive = BundledFiles.open("tzdata.tar.gz")) {
            assertThat(archive.readAllBytes().length).isLessThan(250_000);
        }
    }

    private static String text(String name) {
        return new String(BundledFiles.ALL.getOrDefault(name, new byte[0]), UTF_8);
    }
}
