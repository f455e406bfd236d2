package io.carillon.calendar.tzif;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.Draws;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Any footer, with and without a table before it, against [PlainZone].
@Tag("random")
class FooterPropertyTest {
    private static final int FOOTERS = Draws.count(150);
    private static final long SEED = Draws.seed(9_636);

    private static final long HOUR = 3_600;
    private static final long YEAR = 31_556_952;

    /// 1900 to 2037.
    private static final long TABLE_MIN = -70 * YEAR;

    private static final long TABLE_MAX = 67 * YEAR;

    @Test
    void the_clocks_of_a_footer_show_what_a_plain_reading_says() {
        FooterDraws draws = new FooterDraws(SEED);

        for (int i = 0; i < FOOTERS; i++) {
            String footer = draws.next();
            int year = draws.between(2, 2_499);
            long tableEnd = draws.between(TABLE_MIN, TABLE_MAX);
            agrees(footer, TzifBytes.of(footer), (year - 1970) * YEAR);
            byte[] file = afterTable(footer, tableEnd, draws.either());
            agrees(footer, file, tableEnd + (year % 300) * YEAR);
            agrees(footer, file, tableEnd - YEAR / 2);
        }

        Draws.tally("footers", FOOTERS);
    }

    @Test
    void local_times_have_the_offsets_at_which_the_clocks_show_them() {
        FooterDraws draws = new FooterDraws(SEED);

        for (int i = 0; i < FOOTERS; i++) {
            String footer = draws.next();
            long start = (draws.between(2, 2_499) - 1970) * YEAR;
            localTimesAgree(footer, start, draws.between(-90_000, 90_000));
        }

        Draws.tally("footers at local times", FOOTERS);
    }

    private static void localTimesAgree(String footer, long start, long apart) {
        byte[] file = TzifBytes.of(footer);
        PlainZone plain = PlainZone.of(file);
        Optional<ZoneRules> rules = read(file);
        for (ZoneOffsetTransition change :
                rules.stream().flatMap(r -> changes(r, start, start + YEAR)).toList()) {
            for (LocalDateTime edge :
                    List.of(change.getDateTimeBefore(), change.getDateTimeAfter())) {
                for (LocalDateTime local :
                        List.of(edge.minusSeconds(1), edge, edge.plusSeconds(apart))) {
                    assertThat(Set.copyOf(rules.orElseThrow().getValidOffsets(local)))
                            .as("%s at %s", footer, local)
                            .isEqualTo(shownAt(plain, local, change));
                }
            }
        }
    }

    private static void agrees(String footer, byte[] file, long start) {
        PlainZone plain = PlainZone.of(file);
        Optional<ZoneRules> read = read(file);
        read.ifPresent(rules -> {
            Set<Long> seconds = new TreeSet<>();
            LongStream.range(0, 300).forEach(i -> seconds.add(start + i * 31 * HOUR));
            changes(rules, start, start + YEAR)
                    .map(ZoneOffsetTransition::toEpochSecond)
                    .forEach(at -> seconds.addAll(List.of(at - 1, at, at + 1)));
            for (long second : seconds) {
                assertThat(rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds())
                        .as("%s at %s", footer, Instant.ofEpochSecond(second))
                        .isEqualTo(plain.offsetAt(second));
            }
        });
    }

    /// All changes, forwards and backwards the same.
    private static Stream<ZoneOffsetTransition> changes(ZoneRules rules, long from, long until) {
        List<ZoneOffsetTransition> forwards =
                Stream.iterate(
                                rules.nextTransition(Instant.ofEpochSecond(from)),
                                change -> change != null && change.toEpochSecond() < until,
                                change -> rules.nextTransition(change.getInstant()))
                        .toList();
        List<ZoneOffsetTransition> backwards =
                Stream.iterate(
                                rules.previousTransition(Instant.ofEpochSecond(until)),
                                change -> change != null && change.toEpochSecond() > from,
                                change -> rules.previousTransition(change.getInstant()))
                        .toList();
        assertThat(backwards.reversed()).isEqualTo(forwards);
        return forwards.stream();
    }

    /// A footer has two offsets, and a change goes from the one to the other.
    private static Set<ZoneOffset> shownAt(
            PlainZone plain, LocalDateTime local, ZoneOffsetTransition change) {
        return Stream.of(change.getOffsetBefore(), change.getOffsetAfter())
                .filter(offset ->
                        plain.offsetAt(local.toEpochSecond(offset)) == offset.getTotalSeconds())
                .collect(Collectors.toSet());
    }

    /// A table that ends where the footer agrees with it, or early: in the footer's next season.
    private static byte[] afterTable(String footer, long end, boolean early) {
        byte[] alone = TzifBytes.of(footer);
        int offset =
                read(alone)
                        .filter(_ -> early)
                        .map(rules -> rules.nextTransition(Instant.ofEpochSecond(end)))
                        .map(next -> next.getOffsetAfter().getTotalSeconds())
                        .orElseGet(() -> PlainZone.of(alone).offsetAt(end));
        return TzifBytes.of(
                1_000,
                List.of(
                        new TzifBytes.At(end - 900 * HOUR, 1_000),
                        new TzifBytes.At(end - 500 * HOUR, -2_000),
                        new TzifBytes.At(end, offset)),
                footer);
    }

    /// The rules; or none where two changes are so near each other that local times do not rise.
    private static Optional<ZoneRules> read(byte[] file) {
        try {
            return Optional.of(Tzif.read("A/B", file));
        } catch (TzifException e) {
            assertThat(e).hasMessageContaining("too soon again");
            return Optional.empty();
        }
    }
}
