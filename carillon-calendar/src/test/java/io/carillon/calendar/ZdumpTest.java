package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every change of the clocks of every zone from 1800 to 2100, against what `zdump` of the C
/// library read in the same files. `scripts/refresh-tzdata` wrote down a digest for each zone; who
/// wants to see where one differs runs [TzSweepTest].
class ZdumpTest {
    @Test
    void every_zone_changes_its_clocks_when_zdump_says_so() throws IOException {
        List<String> expected = read();

        assertThat(expected.getFirst()).contains(TzSnapshot.bundled().version());
        assertThat(BundledFiles.ZONES.keySet().stream().map(ZdumpTest::digest))
                .hasSizeGreaterThan(440)
                .containsExactlyElementsOf(expected.subList(1, expected.size()));
    }

    @Test
    void the_changes_looked_at_are_many() {
        assertThat(
                        BundledFiles.ZONES.keySet().stream()
                                .mapToInt(id -> ChangeList.of(id).size())
                                .sum())
                .isGreaterThan(40_000);
    }

    private static String digest(String id) {
        ChangeList changes = ChangeList.of(id);
        return id + " " + changes.size() + " " + changes.digest();
    }

    private static List<String> read() throws IOException {
        try (InputStream in = BundledFiles.open("zdump.txt")) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
