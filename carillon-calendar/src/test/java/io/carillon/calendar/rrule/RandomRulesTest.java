package io.carillon.calendar.rrule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.Draws;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random rules of every kind against [BruteForce]. A failure prints the rule, which its number and
/// the seed draw again.
@Tag("random")
class RandomRulesTest {
    private static final int RULES = Draws.count(1_200);
    private static final long SEED = Draws.seed(5_545);
    private static final int MAX = 60;

    @Test
    void a_random_rule_selects_what_each_moment_by_itself_says_from_the_start_and_from_any_other() {
        RuleDraws draws = new RuleDraws(SEED);
        int productive = 0;

        for (int i = 0; i < RULES; i++) {
            DrawnRule rule = draws.next();
            BruteForce bruteForce = new BruteForce(rule);
            LocalDateTime start = rule.dtstart();
            LocalDate end = bruteForce.horizon(start);
            List<LocalDateTime> expected = bruteForce.fromStart(end, MAX);

            assertThat(expand(rule, start, end, MAX))
                    .as("rule %d: %s", i, rule)
                    .isEqualTo(expected);
            productive += expected.isEmpty() ? 0 : 1;
            if (!expected.isEmpty()) {
                int index = draws.nextInt(expected.size());
                LocalDateTime later = expected.get(index);
                int max = expected.size() == MAX ? MAX - index : MAX;
                assertThat(expand(rule, later, end, max))
                        .as("rule %d from %s: %s", i, later, rule)
                        .isEqualTo(expected.subList(index, expected.size()));
            }
            if (rule.count() == 0) {
                LocalDateTime far =
                        start.plusDays(draws.nextInt(200_000)).plusSeconds(draws.nextInt(86_400));
                LocalDate farEnd = bruteForce.horizon(far);
                assertThat(expand(rule, far, farEnd, 12))
                        .as("rule %d from %s: %s", i, far, rule)
                        .isEqualTo(bruteForce.from(far, farEnd, 12));
            }
        }

        assertThat(productive).as("rules that select anything").isGreaterThan(RULES / 2);
        Draws.tally("rules against brute force", RULES);
    }

    private static List<LocalDateTime> expand(
            DrawnRule rule, LocalDateTime from, LocalDate end, int max) {
        LocalTimes times =
                RecurrenceSet.of(RecurrenceRule.parse(rule.text()), rule.dtstart()).times(from);
        List<LocalDateTime> found = new ArrayList<>();
        long last = Seconds.of(end.atStartOfDay());
        for (long second = times.next();
                second < last && second != LocalTimes.END && found.size() < max;
                second = times.next()) {
            found.add(LocalTimes.local(second));
        }
        return found;
    }
}
