package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.Tenant;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Planner.Change;
import io.carillon.engine.schedule.Rule;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Towns in random zones, under random releases that give zones the rules of others.
class TzUpdatePropertyTest {
    private static final TzSnapshot BUNDLED = TzSnapshot.bundled();
    private static final List<String> ZONES = BUNDLED.ids().stream().sorted().toList();
    private static final int PEOPLE = 30;
    private static final int RELEASES = 3;

    static IntStream towns() {
        return IntStream.range(0, 8);
    }

    @ParameterizedTest
    @MethodSource("towns")
    void after_each_release_everyone_is_planned_by_it_and_planning_again_changes_nothing(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant now = Instant.parse("2026-11-24T00:00:00Z");
        Releases release = Releases.of("2026a");
        Town town = Town.at(now.toString(), release.snapshot());
        List<String> zones = new ArrayList<>();
        List<SubjectId> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            zones.add(anyZone(random));
            people.add(town.person(anyDate(random), zones.getLast()));
        }

        for (int i = 1; i <= RELEASES; i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(90 * 24 * 60)));
            town.until(now.toString());
            release = release.named("2026" + (char) ('a' + i));
            for (int changed = 0; changed < PEOPLE / 3; changed++) {
                release =
                        release.with(
                                zones.get(random.nextInt(PEOPLE)), BUNDLED.rules(anyZone(random)));
            }
            TzSnapshot snapshot = release.snapshot();
            town.engine.replaceTz(snapshot);
            town.engine.round();
            List<String> once = people.stream().map(id -> TzUpdateTest.row(town, id)).toList();
            long moves = town.engine.views().moves(Optional.empty(), 250).size();

            town.another(snapshot).round();

            assertThat(people.stream().map(id -> TzUpdateTest.row(town, id)).toList())
                    .isEqualTo(once);
            assertThat(town.engine.views().moves(Optional.empty(), 250)).hasSize((int) moves);
            assertThat(people).allSatisfy(id -> isPlannedBy(snapshot, town, id));
        }
        assertThat(town.channel.sent())
                .extracting(sent -> sent.dispatch().id())
                .doesNotHaveDuplicates();
    }

    private static void isPlannedBy(TzSnapshot tz, Town town, SubjectId id) {
        town.databases
                .reference()
                .useTransaction(handle -> {
                    Schedule schedule = Schedules.lockOf(handle, Tenant.DEFAULT, id).getFirst();
                    assertThat(planned(handle, schedule, tz, town).cursor())
                            .isEqualTo(schedule.cursor());
                });
    }

    private static Schedule planned(Handle handle, Schedule schedule, TzSnapshot tz, Town town) {
        Subject subject = town.engine.subjects().find(schedule.key().subject()).orElseThrow();
        Occasion occasion = Occasions.find(handle, Tenant.DEFAULT, Occasion.BIRTHDAY).orElseThrow();
        Rule rule = Rule.of(occasion, subject.profile(), tz);
        return schedule.replanned(rule, schedule.stamp(), Change.ADJUSTMENT, town.clock.instant());
    }

    private static String anyZone(SplittableRandom random) {
        return ZONES.get(random.nextInt(ZONES.size()));
    }

    private static String anyDate(SplittableRandom random) {
        return random.nextInt(10) == 0
                ? "1992-02-29"
                : String.format(
                        Locale.ROOT,
                        "19%02d-%02d-%02d",
                        random.nextInt(50, 99),
                        random.nextInt(1, 13),
                        random.nextInt(1, 29));
    }
}
