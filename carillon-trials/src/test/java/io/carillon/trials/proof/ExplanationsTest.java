package io.carillon.trials.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
    private static final String BOUNDARY =
            "Month.java,io.carillon.calendar.a.Month$Index,org.pitest.mutators.ConditionalsBoundaryMutator,is,7,";
    private static final String EQUAL =
            "Day.java,io.carillon.calendar.Day,org.pitest.RemoveConditionalMutator_EQUAL_IF,is,3,";

    private static final Mutants MUTANTS =
            Mutants.parse(
                    List.of(
                            BOUNDARY + "SURVIVED,none",
                            BOUNDARY + "KILLED,MonthTest",
                            BOUNDARY + "NO_COVERAGE,none",
                            EQUAL + "SURVIVED,none",
                            EQUAL + "TIMED_OUT,none"),
                    (file, line) -> "  line %d of %s".formatted(line, file));

    @Test
    void what_no_test_noticed_survived() {
        assertThat(MUTANTS.count()).isEqualTo(5);
        assertThat(MUTANTS.killed()).isEqualTo(2);
        assertThat(MUTANTS.survivors())
                .extracting(Survivor::toString)
                .containsExactly(
                        "Day.java RemoveConditional_EQUAL_IF | line 3 of Day.java",
                        "a/Month.java ConditionalsBoundary | line 7 of a/Month.java",
                        "a/Month.java ConditionalsBoundary | line 7 of a/Month.java");
    }

    @Test
    void a_report_that_was_not_written_to_its_end_is_refused() {
        assertThatThrownBy(() -> Mutants.parse(List.of(BOUNDARY), (file, line) -> ""))
                .hasMessageContaining("ends early");
    }

    @Test
    void each_survivor_needs_a_reason() {
        assertThat(
                        missing(
                                "# A cache.",
                                "Day.java RemoveConditional_EQUAL_IF | line 3 of Day.java"))
                .containsExactly(
                        "not explained: 2 x a/Month.java ConditionalsBoundary | line 7 of a/Month.java");
        assertThat(
                        missing(
                                "# A cache.",
                                "a/Month.java ConditionalsBoundary | line 7 of a/Month.java"))
                .containsExactly(
                        "not explained: 1 x Day.java RemoveConditional_EQUAL_IF | line 3 of Day.java",
                        "not explained: 1 x a/Month.java ConditionalsBoundary | line 7 of a/Month.java");
    }

    @Test
    void a_reason_holds_for_all_that_stands_below_it() {
        assertThat(
                        missing(
                                "# Both",
                                "# are caches.",
                                "2 x a/Month.java ConditionalsBoundary | line 7 of a/Month.java",
                                "Day.java RemoveConditional_EQUAL_IF | line 3 of Day.java"))
                .isEmpty();
    }

    @Test
    void a_line_that_was_edited_needs_its_reason_anew() {
        assertThat(
                        missing(
                                "# Both are caches.",
                                "2 x a/Month.java ConditionalsBoundary | line 7 of a/Month.java",
                                "Day.java RemoveConditional_EQUAL_IF | line 4 of Day.java"))
                .hasSize(1);
    }

    @Test
    void a_survivor_without_a_reason_is_refused() {
        String survivor = "Day.java RemoveConditional_EQUAL_IF | line 3 of Day.java";

        assertThatThrownBy(() -> missing(survivor)).hasMessageContaining(survivor);
        assertThatThrownBy(() -> missing("# A cache.", "", survivor))
                .hasMessageContaining(survivor);
        assertThatThrownBy(() -> missing("# A cache.", "Day.java")).hasMessageContaining("Day");
    }

    private static List<String> missing(String... explanations) {
        return Explanations.parse(List.of(explanations)).missingFor(MUTANTS.survivors());
    }
}
