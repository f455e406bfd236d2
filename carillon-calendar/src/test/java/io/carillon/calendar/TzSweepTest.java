package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.tzif.PlainZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything, at length; by `./carillon trial calendar` only.
@Tag("sweep")
class TzSweepTest {
    private static final Pattern ZDUMP =
            Pattern.compile(
                    "\\S+ +\\S+ (?<month>\\S+) +(?<day>\\S+) (?<time>\\S+) (?<year>\\d+) UT = .* gmtoff=(?<offset>-?\\d+)");

    @TempDir private Path folder;

    @Test
    void every_hour_from_1970_to_2100_is_as_a_plain_reading_says() {
        long start = Instant.parse("1970-01-01T00:00:00Z").getEpochSecond();
        long end = Instant.parse("2101-01-01T00:00:00Z").getEpochSecond();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

        BundledFiles.ZONES.entrySet().parallelStream()
                .forEach(zone -> {
                    PlainZone plain = PlainZone.of(zone.getValue());
                    ZoneRules rules = TzSnapshot.bundled().rules(zone.getKey());
                    LongStream.iterate(start, second -> second < end, second -> second + 3_600)
                            .filter(second ->
                                    rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds()
                                            != plain.offsetAt(second))
                            .limit(3)
                            .forEach(second ->
                                    wrong.add(
                                            zone.getKey()
                                                    + " at "
                                                    + Instant.ofEpochSecond(second)));
                });

        assertThat(wrong).isEmpty();
        Draws.tally("offsets", BundledFiles.ZONES.size() * ((end - start) / 3_600));
    }

    /// Debian and its children have `zdump` in libc-bin; without it this fails.
    @Test
    void every_change_from_1800_to_2100_is_as_zdump_says() throws Exception {
        int changes = 0;
        for (Map.Entry<String, byte[]> zone : BundledFiles.ZONES.entrySet()) {
            List<String> ours = ChangeList.of(zone.getKey()).lines();

            assertThat(zdump(zone.getValue()))
                    .as(zone.getKey())
                    .containsExactlyElementsOf(ours.subList(1, ours.size()));
            changes += ours.size() - 1;
        }
        Draws.tally("changes that zdump tells", changes);
    }

    private List<String> zdump(byte[] file) throws IOException, InterruptedException {
        Path zone = Files.write(folder.resolve("zone"), file);
        Process process =
                new ProcessBuilder("zdump", "-v", "-c", "1800,2101", zone.toString()).start();
        List<String> changes = new ArrayList<>();
        String last = "";
        try (Stream<String> lines = process.inputReader(US_ASCII).lines()) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher at = ZDUMP.matcher(line);
                if (at.matches()) {
                    String offset = at.group("offset");
                    if (!last.isEmpty() && !last.equals(offset)) {
                        changes.add(written(at) + offset);
                    }
                    last = offset;
                }
            }
        }
        assertThat(process.waitFor()).isZero();
        return changes;
    }

    private static String written(Matcher at) {
        return String.format(
                Locale.ROOT,
                "%s %s %s %s ",
                at.group("year"),
                at.group("month"),
                at.group("day"),
                at.group("time"));
    }
}
