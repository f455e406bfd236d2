package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every change of the clocks in every zone, under every policy, against [Clocks], which knows only
/// what clocks show at instants.
class EveryZoneTest {
    /// Before the zones had standard time, and after the tables of compiled tz databases end.
    private static final Instant START = Instant.parse("1800-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("2041-01-01T00:00:00Z");

    private static final TzSnapshot TZ = TzSnapshot.bundled();

    /// Without the links, which are the same zones.
    private static final Set<String> ZONES = BundledFiles.ZONES.keySet();

    private record Policies(GapPolicy gap, OverlapPolicy overlap) {
        Resolution resolve(LocalDateTime local, TzZone zone) {
            return Resolution.of(local, zone, gap, overlap);
        }
    }

    private static final List<Policies> POLICIES =
            Stream.of(GapPolicy.values())
                    .flatMap(gap ->
                            Stream.of(OverlapPolicy.values())
                                    .map(overlap -> new Policies(gap, overlap)))
                    .toList();

    @Test
    void a_local_time_rings_as_its_policies_say() {
        assertThat(disagreements(EveryZoneTest::wrongResolutions)).isEmpty();
    }

    @Test
    void a_day_starts_at_the_first_instant_of_it_or_of_the_day_that_replaced_it() {
        assertThat(disagreements(EveryZoneTest::wrongStarts)).isEmpty();
    }

    @Test
    void the_changes_looked_at_are_many() {
        long changes =
                ZONES.stream()
                        .mapToLong(id -> new Clocks(TZ.zone(id)).changes(START, END).size())
                        .sum();

        assertThat(ZONES).hasSizeGreaterThan(440);
        assertThat(changes).isGreaterThan(25_000);
    }

    private static Stream<String> wrongResolutions(Clocks clocks) {
        return clocks.changes(START, END).stream()
                .flatMap(change -> timesNear(change, clocks))
                .distinct()
                .flatMap(local -> wrongResolutions(local, clocks));
    }

    private static Stream<String> wrongResolutions(LocalDateTime local, Clocks clocks) {
        List<Instant> shownAt = clocks.instantsOf(local);
        return POLICIES.stream()
                .filter(policies ->
                        !policies.resolve(local, clocks.zone())
                                .equals(expected(local, shownAt, clocks, policies)))
                .map(policies -> local + " under " + policies);
    }

    private static Resolution expected(
            LocalDateTime local, List<Instant> shownAt, Clocks clocks, Policies policies) {
        return switch (shownAt.size()) {
            case 0 -> expectedInGap(local, clocks, policies.gap());
            case 1 -> new Resolution.Rings(shownAt.getFirst(), local, Resolution.How.PLAIN);
            case 2 ->
                    new Resolution.Rings(
                            switch (policies.overlap()) {
                                case EARLIER -> shownAt.getFirst();
                                case LATER -> shownAt.getLast();
                            },
                            local,
                            Resolution.How.OVERLAP);
            default -> throw new IllegalStateException(local + " was shown at " + shownAt);
        };
    }

    /// As far past the jump as the local time is past the time the clocks jumped from, or as far
    /// before it as the local time is before the time they jumped to.
    private static Resolution expectedInGap(LocalDateTime local, Clocks clocks, GapPolicy gap) {
        Instant jump = clocks.jumpOver(local);
        LocalDateTime from = clocks.show(jump.minusNanos(1)).plusNanos(1);
        LocalDateTime to = clocks.show(jump);
        return switch (gap) {
            case LATER -> gapRings(jump.plus(Duration.between(from, local)), clocks);
            case EARLIER -> gapRings(jump.minus(Duration.between(local, to)), clocks);
            case SKIP -> new Resolution.Skipped();
        };
    }

    private static Resolution gapRings(Instant at, Clocks clocks) {
        return new Resolution.Rings(at, clocks.show(at), Resolution.How.GAP);
    }

    private static Stream<String> wrongStarts(Clocks clocks) {
        return clocks.changes(START, END).stream()
                .flatMap(change -> timesNear(change, clocks))
                .map(LocalDateTime::toLocalDate)
                .flatMap(day -> Stream.of(day.minusDays(1), day, day.plusDays(1)))
                .distinct()
                .flatMap(day -> wrongStart(day, clocks).stream());
    }

    /// Between two changes the clocks only move forward, so before an instant they never showed
    /// more than they did at the last moment before it or before one of the changes.
    private static Optional<String> wrongStart(LocalDate day, Clocks clocks) {
        Instant start = Resolution.startOf(day, clocks.rules());
        boolean dayHasCome = !clocks.show(start).toLocalDate().isBefore(day);
        boolean dayHadComeBefore =
                Stream.concat(
                                Stream.of(start),
                                clocks.changesNear(day.atStartOfDay()).stream()
                                        .filter(change -> change.isBefore(start)))
                        .map(at -> clocks.show(at.minusNanos(1)).toLocalDate())
                        .anyMatch(shown -> !shown.isBefore(day));
        return dayHasCome && !dayHadComeBefore
                ? Optional.empty()
                : Optional.of(day + " does not start at " + start);
    }

    /// The edges of what the change repeated or jumped over, its middle, and the times of day that
    /// people choose.
    private static Stream<LocalDateTime> timesNear(Instant change, Clocks clocks) {
        LocalDateTime before = clocks.show(change.minusNanos(1)).plusNanos(1);
        LocalDateTime after = clocks.show(change);
        LocalDateTime middle = before.plus(Duration.between(before, after).dividedBy(2));
        return Stream.concat(
                Stream.of(middle),
                Stream.of(before, after)
                        .flatMap(edge ->
                                Stream.of(
                                        edge.minusNanos(1),
                                        edge,
                                        edge.plusNanos(1),
                                        edge.with(LocalTime.MIDNIGHT),
                                        edge.with(LocalTime.of(9, 0)))));
    }

    private static Stream<String> disagreements(Function<Clocks, Stream<String>> of) {
        return ZONES.parallelStream()
                .flatMap(id -> of.apply(new Clocks(TZ.zone(id))).map(wrong -> id + " " + wrong));
    }
}
