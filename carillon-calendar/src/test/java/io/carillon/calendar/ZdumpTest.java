package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every change of the clocks of every zone from 1800 to 2100, against what `zdump` of the C
/// library read in the same files. Who wants to see where one differs runs [TzSweepTest].
class ZdumpTest {
    @Test
    void every_zone_changes_its_clocks_when_zdump_says_so() throws IOException {
        List<String> expected = Zdump.lines();

        assertThat(expected.getFirst()).contains(TzSnapshot.bundled().version());
        assertThat(BundledFiles.ZONES.keySet().stream().map(Zdump::line))
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
}
