package io.carillon.calendar.tzif;

import static org.assertj.core.api.Assertions.assertThat;

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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// Any footer, with and without a table before it, against [PlainZone].
class FooterPropertyTest {
    private static final long HOUR = 3_600;
    private static final long YEAR = 31_556_952;

    /// 1900 to 2037.
    private static final long TABLE_MIN = -70 * YEAR;

    private static final long TABLE_MAX = 67 * YEAR;

    @Property(tries = 150)
    void the_clocks_of_a_footer_show_what_a_plain_reading_says(
            @ForAll("footers") String footer,
            @ForAll @IntRange(min = 2, max = 2_499) int year,
            @ForAll @LongRange(min = TABLE_MIN, max = TABLE_MAX) long tableEnd,
            @ForAll boolean endsEarly) {
        agrees(footer, TzifBytes.of(footer), (year - 1970) * YEAR);
        byte[] file = afterTable(footer, tableEnd, endsEarly);
        agrees(footer, file, tableEnd + (year % 300) * YEAR);
        agrees(footer, file, tableEnd - YEAR / 2);
    }

    @Property(tries = 150)
    void local_times_have_the_offsets_at_which_the_clocks_show_them(
            @ForAll("footers") String footer,
            @ForAll @IntRange(min = 2, max = 2_499) int year,
            @ForAll @LongRange(min = -90_000, max = 90_000) long apart) {
        byte[] file = TzifBytes.of(footer);
        PlainZone plain = PlainZone.of(file);
        Optional<ZoneRules> rules = read(file);
        long start = (year - 1970) * YEAR;

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

    @Provide
    Arbitrary<String> footers() {
        Arbitrary<String> daylight = Arbitraries.oneOf(Arbitraries.just(""), clock(14));
        return Combinators.combine(clock(14), daylight, changes(), changes())
                .as("<-XX>%s<+YY>%s,%s,%s"::formatted);
    }

    private static Arbitrary<String> changes() {
        Arbitrary<String> day =
                Arbitraries.oneOf(
                        Combinators.combine(number(1, 12), number(1, 5), number(0, 6))
                                .as("M%d.%d.%d"::formatted),
                        number(1, 365).map("J%d"::formatted),
                        number(0, 365).map(String::valueOf));
        Arbitrary<String> time =
                Arbitraries.oneOf(
                        Arbitraries.just(""),
                        clock(24).map("/"::concat),
                        clock(167).map("/"::concat));
        return Combinators.combine(day, time).as(String::concat);
    }

    private static Arbitrary<String> clock(int hoursMax) {
        return Combinators.combine(
                        Arbitraries.of("", "-", "+"),
                        number(0, hoursMax),
                        Arbitraries.of("", "", "", ":30", ":45", ":00:01", ":59:59"))
                .as((sign, hours, rest) -> sign + hours + rest);
    }

    private static Arbitrary<Integer> number(int min, int max) {
        return Arbitraries.integers().between(min, max);
    }
}
