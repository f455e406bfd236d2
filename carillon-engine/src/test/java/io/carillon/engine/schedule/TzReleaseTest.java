package io.carillon.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.schedule.TzRelease.Recorded;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TzReleaseTest {
    private static final ZoneOffset ONE = ZoneOffset.ofHours(1);
    private static final ZoneOffset TWO = ZoneOffset.ofHours(2);

    @Test
    void a_plan_is_stale_when_its_zone_has_changed_come_or_gone_since() {
        TzRelease release =
                release(
                        recorded("2026f", 2, Map.of("Same", "1", "Changed", "3", "New", "1")),
                        recorded("2026a", 1, Map.of("Same", "1", "Changed", "2", "Gone", "1")));

        assertThat(release.isStale("2026a", "Same")).isFalse();
        assertThat(release.isStale("2026a", "Changed")).isTrue();
        assertThat(release.isStale("2026a", "New")).isTrue();
        assertThat(release.isStale("2026a", "Gone")).isTrue();
        assertThat(release.isStale("2026a", "In/Neither")).isFalse();
        assertThat(release.isStale("2026f", "Changed")).isFalse();
        assertThat(release.stale())
                .containsExactlyInAnyOrder("2026a Changed", "2026a New", "2026a Gone");
    }

    @Test
    void a_plan_by_a_newer_release_is_never_stale_recorded_or_not() {
        TzRelease release =
                release(
                        recorded("2026f", 9, Map.of("Zone", "1")),
                        recorded("2026za", 1, Map.of("Zone", "2")));

        assertThat(release.isStale("2026za", "Zone")).isFalse();
        assertThat(release.isStale("2027a", "Zone")).isFalse();
        assertThat(release.newer()).containsExactly("2026za");
        assertThat(release.settled()).containsExactlyInAnyOrder("2026f", "2026za");
    }

    @Test
    void a_plan_by_a_release_nobody_remembers_is_stale_everywhere() {
        TzRelease release = release(recorded("2026f", 1, Map.of("Zone", "1")));

        assertThat(release.isStale("2025z", "Zone")).isTrue();
        assertThat(release.isStale("a3f0a3f0", "Zone")).isTrue();
        assertThat(release.knows("2025z")).isFalse();
    }

    @Test
    void of_two_releases_with_the_same_base_the_one_adopted_last_is_newer() {
        Recorded plain = recorded("2026f", 1, Map.of("Zone", "1"));
        Recorded edited = new Recorded("2026f+0a1b2c3d", "2026f", 2, Map.of("Zone", "2"));
        Recorded plainAgain = new Recorded("2026f", "2026f", 3, plain.digests());

        assertThat(release(edited, plain).isStale("2026f", "Zone")).isTrue();
        assertThat(release(plain, edited).isStale(edited.version(), "Zone")).isFalse();
        assertThat(release(plainAgain, edited).isStale(edited.version(), "Zone")).isTrue();
    }

    @Test
    void names_of_releases_are_told_from_hashes() {
        assertThat(TzRelease.base("2026f")).contains("2026f");
        assertThat(TzRelease.base("2026za")).contains("2026za");
        assertThat(TzRelease.base("2026f-rearguard")).contains("2026f");
        assertThat(TzRelease.base("2026f+0a1b2c3d")).contains("2026f");
        assertThat(TzRelease.base("2026")).isEmpty();
        assertThat(TzRelease.base("2026abc1f00d")).isEmpty();
        assertThat(TzRelease.base("a3f0a3f0a3f0")).isEmpty();
    }

    @Test
    void corrected_history_leaves_a_digest_as_it_is_and_a_changed_future_does_not() {
        ZoneRules rules = changingOn("1990-04-01T02:00", "2030-04-01T02:00");

        assertThat(TzDigest.of(changingOn("1990-04-02T02:00", "2030-04-01T02:00")))
                .isEqualTo(TzDigest.of(rules));
        assertThat(TzDigest.of(changingOn("1990-04-01T02:00", "2030-04-01T02:01")))
                .isNotEqualTo(TzDigest.of(rules));
        assertThat(TzDigest.of(changingOn("1990-04-01T02:00", "2150-04-01T02:00")))
                .isNotEqualTo(TzDigest.of(changingOn("1990-04-01T02:00", "2151-04-01T02:00")));
    }

    @Test
    void what_counts_as_standard_time_leaves_a_digest_as_it_is() {
        ZoneOffsetTransition change =
                ZoneOffsetTransition.of(LocalDateTime.parse("2030-04-01T02:00"), ONE, TWO);
        ZoneRules summer = ZoneRules.of(ONE, ONE, List.of(), List.of(change), List.of());
        ZoneRules forGood = ZoneRules.of(ONE, ONE, List.of(change), List.of(change), List.of());

        assertThat(TzDigest.of(summer)).isEqualTo(TzDigest.of(forGood));
    }

    @Test
    void every_zone_has_a_digest_and_a_link_has_that_of_its_target() {
        Map<String, String> digests = TzDigest.ofAll(TzSnapshot.bundled());

        assertThat(digests).hasSizeGreaterThan(590);
        assertThat(digests.get("Europe/Kiev")).isEqualTo(digests.get("Europe/Kyiv"));
        assertThat(digests.get("Europe/Kyiv")).isNotEqualTo(digests.get("Europe/London"));
    }

    private static TzRelease release(Recorded own, Recorded... others) {
        List<Recorded> all = new ArrayList<>(List.of(others));
        all.add(own);
        return new TzRelease(TzSnapshot.of(own.version(), Map.of()), own, all);
    }

    private static Recorded recorded(String version, int adopted, Map<String, String> digests) {
        return new Recorded(version, version, adopted, digests);
    }

    private static ZoneRules changingOn(String first, String second) {
        return ZoneRules.of(
                ONE,
                ONE,
                List.of(),
                List.of(
                        ZoneOffsetTransition.of(LocalDateTime.parse(first), ONE, TWO),
                        ZoneOffsetTransition.of(LocalDateTime.parse(second), TWO, ONE)),
                List.of());
    }
}
