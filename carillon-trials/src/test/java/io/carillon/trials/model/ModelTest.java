package io.carillon.trials.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.trials.model.Configuration.Expected;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final String END =
            """
             %s states, stored
            pan: elapsed time 4.16 seconds
            """;

    private static final Path ROOT =
            Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                    .filter(folder -> Files.exists(folder.resolve("carillon-trials/pom.xml")))
                    .findFirst()
                    .orElseThrow();

    private static final Path MODEL = ROOT.resolve("carillon-trials/model/lease.pml");

    @Test
    void the_smallest_form_of_the_protocol_holds_and_without_its_fence_it_does_not()
            throws IOException, InterruptedException {
        assumeTrue(isThere("spin") && isThere("gcc"), "spin and gcc are not installed");
        Spin spin = new Spin(MODEL);
        Configuration whole = Configuration.of("LIVES=2 STRICT", Expected.HOLDS);
        Configuration broken = Configuration.of("LIVES=2 NO_FENCE", Expected.BROKEN);

        assertThat(spin.search(whole)).matches(whole::isMetBy);
        assertThat(spin.search(broken)).matches(broken::isMetBy);
    }

    @Test
    void every_part_that_is_taken_out_is_told_in_the_model_and_in_the_guarantees()
            throws IOException {
        String model = Files.readString(MODEL);
        String guarantees = Files.readString(ROOT.resolve("docs/guarantees.md"));

        assertThat(Configuration.parts().filter(part -> part.matches("(NO|TRUST|REACH)_.*")))
                .hasSizeGreaterThan(15)
                .allSatisfy(part -> {
                    assertThat(model)
                            .contains(" *   " + part + " ")
                            .containsPattern("def(ined\\(| )" + part + "\\b");
                    assertThat(guarantees).contains("`" + part + "`");
                });
    }

    @Test
    void a_search_that_saw_every_state_and_no_error_holds() {
        Finding finding = Finding.parse("errors: 0\n" + END.formatted("384609"));

        assertThat(finding).isEqualTo(new Finding(384_609, 4.16, Optional.empty(), true));
        assertThat(met(finding)).containsExactly(Expected.HOLDS);
    }

    @Test
    void a_search_that_ended_early_shows_nothing() {
        for (String how : new String[] {"Search not completed", "max search depth too small"}) {
            assertThat(met(Finding.parse(how + "\nerrors: 0\n" + END.formatted("7")))).isEmpty();
        }
    }

    @Test
    void a_broken_promise_is_told_from_a_state_that_was_reached() {
        String found = "pan:1: assertion violated %s (at depth 12)\nerrors: 1\n" + END;

        assertThat(met(Finding.parse(found.formatted("(state!=2)", "1.2e+07"))))
                .containsExactly(Expected.BROKEN);
        assertThat(met(Finding.parse(found.formatted("0", "7")))).containsExactly(Expected.REACHED);
        assertThat(
                        met(
                                Finding.parse(
                                        "pan:1: acceptance cycle (at depth 8)\nerrors: 1\n"
                                                + END.formatted("7"))))
                .containsExactly(Expected.BROKEN);
    }

    @Test
    void what_is_not_understood_is_no_finding() {
        assertThatThrownBy(() -> Finding.parse("Segmentation fault"))
                .hasMessageContaining("Segmentation fault");
        assertThatThrownBy(() ->
                        Finding.parse(
                                "pan:1: invalid end state (at depth 3)\nerrors: 1\n"
                                        + END.formatted("7")))
                .hasMessageContaining("invalid end state");
    }

    private static List<Expected> met(Finding finding) {
        return Stream.of(Expected.values())
                .filter(expected -> Configuration.of("STRICT", expected).isMetBy(finding))
                .toList();
    }

    private static boolean isThere(String program) {
        return Stream.of(
                        Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
