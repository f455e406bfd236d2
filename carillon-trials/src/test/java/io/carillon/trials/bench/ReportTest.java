package io.carillon.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report =
            new Report("a bench", List.of(Goal.atLeast("a second", 0.8, "floor")));

    @Test
    void a_goal_is_the_median_of_what_each_round_came_to() {
        round(90, 100);
        round(10, 10);
        round(1, 100);

        assertThat(report.isGood()).isTrue();
        assertThat(report.table())
                .contains("reached a second of carillon / floor, at least 0.80: 0.90");
    }

    @Test
    void to_each_other_contestant_there_is_the_ratio_of_each_figure_that_both_have() {
        round(90, 100);
        round(10, 10);
        round(1, 100);

        assertThat(report.table().lines().map(line -> line.replaceAll("\\s+", " ")))
                .containsSubsequence("carillon / the other floor", "a second 0.90");
    }

    @Test
    void a_missed_goal_is_not_good() {
        round(79, 100);

        assertThat(report.isGood()).isFalse();
        assertThat(report.table()).contains("MISSED");
    }

    @Test
    void without_the_other_contestant_there_is_no_goal() {
        report.beginRound();
        report.add("carillon", figures(1));

        assertThat(report.isGood()).isTrue();
        assertThat(report.table())
                .contains("not measured: a second of carillon / floor")
                .doesNotContain("reached")
                .doesNotContain("MISSED");
    }

    @Test
    void a_goal_is_missed_where_somebody_took_part_and_a_figure_of_theirs_is_not_there() {
        report.beginRound();
        report.add("carillon", Figures.of("as it is"));
        report.add("floor", figures(100));

        assertThat(report.isGood()).isFalse();
        assertThat(report.table()).contains("MISSED a second of carillon / floor");
    }

    @Test
    void a_goal_that_needs_nobody_by_name_is_there_where_its_figure_is() {
        Report some =
                new Report(
                        "a bench",
                        List.of(
                                Goal.atMost(
                                        "a second",
                                        5,
                                        Set.of(),
                                        round -> round.get("carillon", "a second"))));
        some.beginRound();
        some.add("carillon", Figures.of("as it is"));

        assertThat(some.isGood()).isTrue();
        assertThat(some.table()).contains("not measured: a second");
    }

    @Test
    void what_holds_for_each_round_is_the_worst_of_them() {
        Report each =
                new Report(
                        "a bench",
                        List.of(
                                Goal.atLeast("a second", 0).inEachRound(),
                                Goal.atMost("a second", 5).inEachRound()));
        for (double aSecond : new double[] {6, 3, -1}) {
            each.beginRound();
            each.add("carillon", figures(aSecond));
        }

        assertThat(each.isGood()).isFalse();
        assertThat(each.table())
                .contains(
                        "MISSED a second in each round, at least 0.00: -1.00",
                        "MISSED a second in each round, at most 5.00: 6.00");
    }

    @Test
    void one_lost_occurrence_of_anybody_is_not_good() {
        report.beginRound();
        report.add("carillon", figures(100));
        report.add("floor", figures(100).with(Figures.LOST, 1));

        assertThat(report.isGood()).isFalse();
    }

    @Test
    void figures_survive_the_way_between_two_processes() {
        Figures figures = figures(1.5).with(Figures.TWICE, 2);

        assertThat(Figures.isLine(figures.line())).isTrue();
        assertThat(Figures.parse(figures.line())).isEqualTo(figures);
    }

    private void round(double ours, double floors) {
        report.beginRound();
        report.add("carillon", figures(ours));
        report.add("floor", figures(floors));
    }

    private static Figures figures(double aSecond) {
        return Figures.of("as it is").with("a second", aSecond);
    }
}
