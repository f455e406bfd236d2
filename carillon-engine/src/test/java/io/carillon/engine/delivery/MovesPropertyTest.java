package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.Annual;
import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.Occurrences;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.Turn.Verdict;
import io.carillon.engine.occasion.CatchUp;
import io.carillon.engine.occasion.Expiry;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.schedule.Cursor;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Planner;
import io.carillon.engine.schedule.Planner.Change;
import io.carillon.engine.schedule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lives of people who move about at random, by the pure decisions alone.
class MovesPropertyTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();
    private static final List<String> ZONES = TZ.ids().stream().sorted().toList();
    private static final Instant BIRTH = Instant.parse("2027-01-10T00:00:00Z");
    private static final int YEARS = 6;

    static IntStream lives() {
        return IntStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("lives")
    void whoever_moves_as_often_as_they_like_is_greeted_once_each_year_and_never_early(int seed) {
        Life life = new Life(seed);

        life.liveMovingAbout();

        assertThat(life.sent).isNotEmpty().containsExactlyElementsOf(life.yearsLived());
        assertThat(life.early).isEmpty();
        assertThat(life.missed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lives")
    void whose_date_is_corrected_again_and_again_is_greeted_at_most_once_each_year_and_never_early(
            int seed) {
        Life life = new Life(seed);

        life.liveMovingAndCorrected();

        assertThat(life.sent).isSorted().doesNotHaveDuplicates();
        assertThat(life.early).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lives")
    void planning_twice_changes_nothing(int seed) {
        Life life = new Life(seed);
        life.liveMovingAbout();

        Optional<Due> once = life.planned(Change.ADJUSTMENT);
        life.cursor = new Cursor(once, life.cursor.decidedThrough());

        assertThat(life.planned(Change.ADJUSTMENT)).isEqualTo(once);
    }

    private static final class Life {
        private final SplittableRandom random;
        private final List<String> sent = new ArrayList<>();
        private final List<String> missed = new ArrayList<>();
        private final List<String> early = new ArrayList<>();
        private final Policies policies;
        private Instant now = BIRTH;
        private String zone;
        private AnnualDate date;
        private Cursor cursor = Cursor.START;

        Life(int seed) {
            random = new SplittableRandom(seed);
            zone = anyZone();
            date = anyDate();
            policies =
                    new Policies(
                            anyOf(LeapDayPolicy.MAR_1, LeapDayPolicy.FEB_28),
                            anyOf(GapPolicy.LATER, GapPolicy.EARLIER),
                            anyOf(OverlapPolicy.EARLIER, OverlapPolicy.LATER),
                            SameDay.SEND,
                            new Expiry.After(Duration.ofDays(2)),
                            Duration.ofMinutes(1),
                            CatchUp.LATEST);
            cursor = new Cursor(planned(Change.NEW_DATE), Optional.empty());
        }

        void liveMovingAbout() {
            for (int i = 0; i < 40; i++) {
                passUntil(
                        now.plus(Duration.ofSeconds(random.nextLong(YEARS * 366 * 86_400L / 40))));
                moveAroundTheDue();
                zone = anyZone();
                cursor = new Cursor(planned(Change.ADJUSTMENT), cursor.decidedThrough());
            }
            passUntil(now.plus(Duration.ofDays(3)));
        }

        void liveMovingAndCorrected() {
            for (int i = 0; i < 40; i++) {
                passUntil(
                        now.plus(Duration.ofSeconds(random.nextLong(YEARS * 366 * 86_400L / 40))));
                moveAroundTheDue();
                zone = anyZone();
                boolean corrected = random.nextBoolean();
                date = corrected ? anyDate() : date;
                cursor =
                        new Cursor(
                                planned(corrected ? Change.NEW_DATE : Change.ADJUSTMENT),
                                cursor.decidedThrough());
            }
        }

        /// What matters happens within a day of the bell, so half of all edits do.
        private void moveAroundTheDue() {
            Instant due = cursor.due().orElseThrow().at();
            if (random.nextBoolean()
                    && due.isAfter(now.plus(Duration.ofDays(1)))
                    && due.isBefore(now.plus(Duration.ofDays(300)))) {
                passUntil(due.plus(Duration.ofMinutes(random.nextLong(-1_500, 1_500))));
            }
        }

        private void passUntil(Instant end) {
            while (!cursor.due().orElseThrow().at().isAfter(end)) {
                Due due = cursor.due().orElseThrow();
                now = due.at().isAfter(now) ? due.at() : now;
                ring();
            }
            now = end.isAfter(now) ? end : now;
        }

        private void ring() {
            Turn turn =
                    Turn.of(
                            new Rule.Planned(occurrences(), policies),
                            Optional.empty(),
                            cursor,
                            now);
            for (Turn.Decided decided : turn.decided()) {
                if (decided.verdict() instanceof Verdict.Missed) {
                    missed.add(decided.due().period());
                } else {
                    sent.add(decided.due().period());
                    if (decided.due().at().isAfter(now)) {
                        early.add(decided.due().period());
                    }
                }
            }
            cursor = turn.cursor();
        }

        Optional<Due> planned(Change change) {
            return Planner.plan(occurrences(), policies, cursor, change, now);
        }

        /// From the first birthday after birth until now.
        List<String> yearsLived() {
            if (sent.isEmpty()) {
                return List.of();
            }
            int first = Integer.parseInt(sent.getFirst());
            int last = Integer.parseInt(cursor.due().orElseThrow().period()) - 1;
            return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
        }

        private Occurrences occurrences() {
            return new Occurrences(
                    new Annual(date, policies.leapDay(), LocalTime.of(9, 0)),
                    TZ.zone(zone),
                    policies.gap(),
                    policies.overlap());
        }

        private <T> T anyOf(T one, T other) {
            return random.nextBoolean() ? one : other;
        }

        private String anyZone() {
            return ZONES.get(random.nextInt(ZONES.size()));
        }

        private AnnualDate anyDate() {
            return AnnualDate.parse(
                    random.nextInt(10) == 0
                            ? "1992-02-29"
                            : String.format(
                                    Locale.ROOT,
                                    "19%02d-%02d-%02d",
                                    random.nextInt(50, 99),
                                    random.nextInt(1, 13),
                                    random.nextInt(1, 29)));
        }
    }
}
