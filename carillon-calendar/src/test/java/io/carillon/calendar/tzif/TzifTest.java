package io.carillon.calendar.tzif;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.calendar.tzif.TzifBytes.At;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TzifTest {
    /// Where the second header and the table of [#SAMPLE] begin.
    private static final int HEADER = 51;

    private static final int TABLE = HEADER + 44;

    private static final byte[] SAMPLE =
            TzifBytes.of(-75, List.of(new At(0, 3_600), new At(100_000, 7_200)), "EET-2");

    @Test
    void offsets_keep_their_seconds() throws TzifException {
        ZoneRules rules = Tzif.read("A/B", SAMPLE);

        assertThat(rules.getOffset(Instant.EPOCH.minusSeconds(1))).hasToString("-00:01:15");
        assertThat(rules.getTransition(LocalDateTime.parse("1970-01-01T00:59:59")).isGap())
                .isTrue();
    }

    @Test
    void what_is_older_than_our_era_counts_as_the_offset_before_everything() throws TzifException {
        byte[] bigBang = TzifBytes.of(17, List.of(new At(-(1L << 59), -75), new At(0, 60)), "");

        ZoneRules rules = Tzif.read("A/B", bigBang);

        assertThat(rules.getTransitions()).hasSize(1);
        assertThat(rules.getOffset(Instant.MIN)).hasToString("-00:01:15");
        assertThat(Tzif.read("A/B", TzifBytes.of(0, List.of(new At(-(1L << 59), -75)), "")))
                .isEqualTo(ZoneRules.of(rules.getOffset(Instant.MIN)));
    }

    @Test
    void our_era_begins_with_the_first_second_of_the_year_1_and_ends_with_the_last_of_9999()
            throws TzifException {
        long begin = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        long end = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

        ZoneRules first =
                Tzif.read("A/B", TzifBytes.of(17, List.of(new At(begin, 60)), "UTC-0:01"));
        ZoneRules last = Tzif.read("A/B", TzifBytes.of(17, List.of(new At(end - 1, 60)), ""));

        assertThat(first.getOffset(Instant.ofEpochSecond(begin - 1))).hasToString("+00:00:17");
        assertThat(first.getOffset(Instant.ofEpochSecond(begin))).hasToString("+00:01");
        assertThat(last.getOffset(Instant.ofEpochSecond(end - 1))).hasToString("+00:01");
        assertRefused(TzifBytes.of(17, List.of(new At(end, 60)), ""), "later than the year 9999");
    }

    @Test
    void an_entry_that_changes_no_offset_is_no_change() throws TzifException {
        byte[] file = TzifBytes.of(0, List.of(new At(5, 0), new At(9, 60), new At(99, 60)), "");

        assertThat(Tzif.read("A/B", file).getTransitions()).hasSize(1);
    }

    @Test
    void a_gap_may_begin_where_the_last_one_ended_but_no_earlier() throws TzifException {
        assertThat(
                        Tzif.read(
                                        "A/B",
                                        TzifBytes.of(
                                                0, List.of(new At(0, 3_600), new At(3_600, 0)), ""))
                                .getTransitions())
                .hasSize(2);
        assertRefused(
                TzifBytes.of(0, List.of(new At(0, 3_600), new At(3_599, 0)), ""),
                "changes its clocks at 1970-01-01T00:00:00Z and too soon again at 1970-01-01T00:59:59Z");
    }

    @Test
    void a_footer_has_to_go_on_where_the_table_ends() {
        assertRefused(
                TzifBytes.of(0, List.of(new At(0, 3_600)), "EET-2"),
                "has a footer that contradicts its table at 1970-01-01T00:00:00Z");
        assertRefused(
                TzifBytes.of(0, List.of(new At(0, 60)), "CST6CDT,M3.2.0,M11.1.0"),
                "has a footer that contradicts its table at 1970-01-01T00:00:00Z");
    }

    @Test
    void a_footer_that_is_in_another_season_waits_for_its_next_change() throws TzifException {
        // As slim files have it for America/Ojinaga, which left its summer time a week early.
        long early = Instant.parse("2022-10-30T08:00:00Z").getEpochSecond();
        byte[] file =
                TzifBytes.of(-18_000, List.of(new At(early, -21_600)), "CST6CDT,M3.2.0,M11.1.0");

        ZoneRules rules = Tzif.read("America/Ojinaga", file);

        assertThat(rules.getOffset(Instant.parse("2022-11-05T00:00:00Z"))).hasToString("-06:00");
        assertThat(rules.nextTransition(Instant.ofEpochSecond(early)))
                .hasToString("Transition[Gap at 2023-03-12T02:00-06:00 to -05:00]");
    }

    @Test
    void a_truncated_file_is_refused_wherever_it_ends() {
        for (int length = 0; length < SAMPLE.length; length++) {
            assertRefused(Arrays.copyOf(SAMPLE, length), "");
        }
        assertRefused(Arrays.copyOf(SAMPLE, 20), "is cut short: its header should take 44 bytes");
        assertRefused(Arrays.copyOf(SAMPLE, TABLE), "is cut short: its data should take");
        assertRefused(
                Arrays.copyOf(SAMPLE, SAMPLE.length - 1), "does not end in a footer between two");
    }

    @Test
    void what_is_too_long_is_refused() {
        assertRefused(Arrays.copyOf(SAMPLE, SAMPLE.length + 1), "does not end in a footer");
        assertRefused(Arrays.copyOf(SAMPLE, SAMPLE.length + 300), "where its footer should be");
        assertRefused(Arrays.copyOf(SAMPLE, Tzif.BYTES_MAX), "where its footer should be");
        assertRefused(Arrays.copyOf(SAMPLE, Tzif.BYTES_MAX + 1), "is larger than 262144 bytes");
    }

    @Test
    void as_much_as_may_be_is_read() throws TzifException {
        List<At> entries = IntStream.range(1, 256).mapToObj(i -> new At(i * 86_400L, i)).toList();

        assertThat(Tzif.read("A/B", TzifBytes.of(0, entries, "")).getTransitions()).hasSize(255);
        assertThat(Tzif.read("A/B", TzifBytes.of(-64_800, List.of(new At(0, 64_800)), "")))
                .isEqualTo(
                        Tzif.read(
                                "A/B",
                                TzifBytes.of(
                                        -64_800,
                                        List.of(new At(0, 64_800)),
                                        "X".repeat(251) + "-18")));
        assertRefused(TzifBytes.of("X".repeat(254) + "0"), "goes on for 257 bytes");
    }

    @Test
    void local_times_may_have_no_name() throws TzifException {
        byte[] nameless = with(file -> file.put(TABLE + 18 + 18, (byte) 0));

        assertThat(Tzif.read("A/B", nameless)).isEqualTo(Tzif.read("A/B", SAMPLE));
    }

    @Test
    void the_data_of_version_1_is_passed_over_whatever_it_holds() throws TzifException {
        int[] counts = {2, 2, 3, 5, 2, 8};
        int length = 2 + 2 + 3 * 8 + 5 * 5 + 2 * 6 + 8;
        ByteBuffer file = ByteBuffer.allocate(44 + length + SAMPLE.length - HEADER);
        file.put(SAMPLE, 0, 20);
        Arrays.stream(counts).forEach(file::putInt);
        file.put(44 + length, SAMPLE, HEADER, SAMPLE.length - HEADER);

        assertThat(Tzif.read("A/B", file.array())).isEqualTo(Tzif.read("A/B", SAMPLE));
    }

    @Test
    void what_is_no_tzif_is_refused() {
        assertRefused("Europe/Berlin".repeat(9).getBytes(US_ASCII), "has no TZif header");
        assertRefused(with(file -> file.put(HEADER, (byte) 'X')), "has no TZif header");
    }

    @Test
    void versions_2_to_4_are_read() throws TzifException {
        for (char version : "234".toCharArray()) {
            assertThat(Tzif.read("A/B", inVersion(version))).isNotNull();
        }
        assertRefused(inVersion('\0'), "has version 1, which knows no time after 2038");
        assertRefused(inVersion('5'), "has an unknown version (byte 53)");
        assertRefused(with(file -> file.put(4, (byte) '2')), "two headers of different versions");
    }

    @Test
    void counts_that_contradict_each_other_or_the_length_are_refused() {
        assertRefused(withCount(20, 2), "has 2 indicators for 3 local time types");
        assertRefused(withCount(24, 1), "has 1 indicators for 3 local time types");
        assertRefused(withCount(28, 1), "counts leap seconds");
        assertRefused(withCount(32, -1), "its data should take 38654705");
        assertRefused(withCount(36, 0), "has 0 local time types");
        assertRefused(withCount(36, 257), "has 257 local time types");
        assertRefused(withCount(36, -1), "has 4294967295 local time types");
        assertRefused(withCount(40, 0), "has no names of local times");
        assertRefused(withCount(40, -1), "its data should take 4294967");
    }

    @Test
    void a_table_that_makes_no_sense_is_refused() {
        int indexes = TABLE + 16;
        int types = indexes + 2;

        assertRefused(
                with(file -> file.putLong(TABLE + 8, 0)), "times that do not rise, at entry 1");
        assertRefused(with(file -> file.putLong(TABLE + 8, Long.MAX_VALUE)), "the year 9999");
        assertRefused(with(file -> file.put(indexes, (byte) 3)), "names a local time type 3");
        assertRefused(with(file -> file.put(indexes, (byte) -1)), "names a local time type 255");
        assertRefused(with(file -> file.putInt(types, Integer.MIN_VALUE)), "18 hours is the most");
        assertRefused(with(file -> file.putInt(types, 64_801)), "is 64801 s from UTC");
        assertRefused(with(file -> file.put(types + 4, (byte) 2)), "broken local time type 0");
        assertRefused(with(file -> file.put(types + 5, (byte) 4)), "broken local time type 0");
        assertRefused(with(file -> file.put(types + 18 + 3, (byte) 'D')), "broken local time type");
    }

    private static byte[] inVersion(char version) {
        return with(file -> file.put(4, (byte) version).put(HEADER + 4, (byte) version));
    }

    private static byte[] withCount(int at, int count) {
        return with(file -> file.putInt(HEADER + at, count));
    }

    private static byte[] with(Consumer<ByteBuffer> change) {
        byte[] file = SAMPLE.clone();
        change.accept(ByteBuffer.wrap(file));
        return file;
    }

    private static void assertRefused(byte[] file, String reason) {
        assertThatExceptionOfType(TzifException.class)
                .isThrownBy(() -> Tzif.read("Europe/Atlantis", file))
                .withMessageStartingWith("Europe/Atlantis ")
                .withMessageContaining(reason);
    }
}
