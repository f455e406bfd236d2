package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SteadyOffsetsTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();

    /// Without the links, which are the same zones.
    private static final Set<String> ZONES = BundledFiles.ZONES.keySet();

    private static final LocalDateTime START = LocalDateTime.parse("1999-12-01T00:00");
    private static final int HOURS = 101 * 8_766; // to 2100-12-01 or so

    @Test
    void an_offset_that_is_known_is_the_only_one_that_the_rules_allow() {
        Random random = new Random(20261125);
        for (String zone : ZONES) {
            List<LocalDateTime> times =
                    Stream.generate(() -> START.plusMinutes(60L * random.nextInt(HOURS) + 29))
                            .limit(500)
                            .toList();

            assertThat(wrong(TZ.rules(zone), times.stream())).as(zone).isEmpty();
        }
    }

    @Test
    void it_is_so_around_each_change_too() {
        for (String zone : ZONES) {
            ZoneRules rules = TZ.rules(zone);

            assertThat(wrong(rules, around(rules))).as(zone).isEmpty();
        }
    }

    @Test
    void it_is_so_where_clocks_change_every_few_days_by_hours() {
        Random random = new Random(20261125);
        for (int year : List.of(1999, 2026, 2099)) {
            for (int i = 0; i < 50; i++) {
                ZoneRules rules = restless(year, random);

                assertThat(wrong(rules, around(rules))).as("from %s on", year).isEmpty();
            }
        }
    }

    @Test
    void most_local_times_of_this_century_need_no_search() {
        for (String zone : ZONES) {
            SteadyOffsets steady = new SteadyOffsets(TZ.rules(zone));
            long known =
                    Stream.iterate(LocalDateTime.parse("2000-01-01T09:00"), day -> day.plusDays(1))
                            .limit(36_525)
                            .filter(day -> steady.find(day) != null)
                            .count();

            assertThat(known).as(zone).isGreaterThan(28_000);
        }
    }

    @Test
    void years_far_away_are_left_to_the_rules() {
        SteadyOffsets steady = new SteadyOffsets(ZoneRules.of(ZoneOffset.UTC));

        assertThat(steady.find(LocalDateTime.parse("1999-12-31T23:59:59"))).isNull();
        assertThat(steady.find(LocalDateTime.parse("2000-01-01T00:00"))).isEqualTo(ZoneOffset.UTC);
        assertThat(steady.find(LocalDateTime.parse("2099-12-01T00:00"))).isEqualTo(ZoneOffset.UTC);
        assertThat(steady.find(LocalDateTime.parse("2100-01-01T00:00"))).isNull();
        assertThat(steady.find(LocalDateTime.MIN)).isNull();
        assertThat(steady.find(LocalDateTime.MAX)).isNull();
    }

    private static List<LocalDateTime> wrong(ZoneRules rules, Stream<LocalDateTime> times) {
        SteadyOffsets steady = new SteadyOffsets(rules);
        return times.filter(
                        local -> {
                            ZoneOffset found = steady.find(local);
                            return found != null
                                    && !rules.getValidOffsets(local).equals(List.of(found));
                        })
                .toList();
    }

    /// The edges of what each change repeated or jumped over, and the days beside them.
    private static Stream<LocalDateTime> around(ZoneRules rules) {
        return changes(rules)
                .flatMap(change -> Stream.of(change.getDateTimeBefore(), change.getDateTimeAfter()))
                .flatMap(local -> Stream.of(-86_400, -1, 0, 1, 86_400).map(local::plusSeconds));
    }

    private static Stream<ZoneOffsetTransition> changes(ZoneRules rules) {
        return Stream.iterate(
                rules.nextTransition(START.toInstant(ZoneOffset.UTC)),
                change -> change != null && change.getDateTimeBefore().getYear() < 2101,
                change -> rules.nextTransition(change.getInstant()));
    }

    /// A hundred changes by up to a day, two to six days apart, from a day in `year` on.
    private static ZoneRules restless(int year, Random random) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffset offset = ZoneOffset.UTC;
        Instant at = LocalDateTime.of(year, 10, 1, 0, 0).toInstant(ZoneOffset.UTC);
        while (changes.size() < 100) {
            at = at.plusSeconds(3_600L * (49 + random.nextInt(100)));
            ZoneOffset next = ZoneOffset.ofHours(random.nextInt(25) - 12);
            if (!next.equals(offset)) {
                changes.add(
                        ZoneOffsetTransition.of(
                                LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, offset),
                                offset,
                                next));
                offset = next;
            }
        }
        return ZoneRules.of(ZoneOffset.UTC, ZoneOffset.UTC, List.of(), changes, List.of());
    }
}
