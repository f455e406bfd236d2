package io.carillon.trials.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.trials.TrialResult;
import io.carillon.trials.history.Clause;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantTest {
    private static final Variant VARIANT =
            new Variant("broken", Clause.AGAIN_AFTER_SETTLED, List.of());

    @Test
    void a_variant_is_caught_by_its_own_clause_and_by_no_other() {
        assertThat(VARIANT.isCaught(finding(Clause.AGAIN_AFTER_SETTLED))).isTrue();
        assertThat(VARIANT.isCaught(finding(Clause.LOST))).isFalse();
        assertThat(VARIANT.isCaught(finding(Clause.RECLAIMED_LATE))).isFalse();
    }

    @Test
    void every_variant_fits_the_sources_of_the_engine(@TempDir Path folder) {
        assertThat(Variants.ALL)
                .isNotEmpty()
                .allSatisfy(variant ->
                        assertThat(
                                        variant.changed(
                                                Path.of(".."),
                                                folder.resolve("" + Variants.ALL.indexOf(variant))))
                                .isDirectoryContaining("glob:**"));
    }

    private static TrialResult finding(Clause clause) {
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        counts.put("deliveries", 3L);
        counts.put(FireTrial.found(clause), 1L);
        return new TrialResult(7, counts, List.of(clause + ": something"));
    }
}
