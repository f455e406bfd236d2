package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.carillon.calendar.tzif.Tzif;
import io.carillon.calendar.tzif.TzifException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Real files, cut short and spoilt: each is read or refused, by name, and with little memory.
@Tag("random")
class TzifFuzzTest {
    private static final int FILES = Draws.count(1_500);
    private static final long SEED = Draws.seed(8_536);
    private static final long ALLOCATED_MAX = 8 * 1024 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<String> IDS = List.copyOf(BundledFiles.ZONES.keySet());

    @Test
    void cut_short_anywhere_a_file_is_refused() {
        for (String id :
                List.of(
                        "Etc/UTC",
                        "Asia/Kolkata",
                        "Asia/Gaza",
                        "Europe/Dublin",
                        "America/Nuuk",
                        "Australia/Lord_Howe")) {
            byte[] file = file(id);
            for (int length = 0; length < file.length; length++) {
                assertThat(isRead(id, Arrays.copyOf(file, length)))
                        .as("%s of %d bytes", id, length)
                        .isFalse();
            }
            assertThat(isRead(id, file)).isTrue();
        }
    }

    @Test
    void spoilt_anywhere_a_file_is_read_or_refused() {
        SplittableRandom random = new SplittableRandom(SEED);
        int read = 0;

        for (int i = 0; i < FILES; i++) {
            String id = IDS.get(random.nextInt(IDS.size()));
            byte[] file = file(id);
            // The end is what is read: its second half, and the footer in particular.
            int from = random.nextInt(3) * (file.length - 40) / 2;
            for (int bytes = random.nextInt(5); bytes >= 0; bytes--) {
                file[random.nextInt(from, file.length)] = (byte) random.nextInt(-128, 128);
            }
            read += isRead(id, file) ? 1 : 0;
        }

        assertThat(read).isBetween(FILES / 10, FILES * 9 / 10);
        Draws.tally("spoilt files", FILES);
    }

    @Test
    void a_spoilt_footer_is_read_or_refused() {
        SplittableRandom random = new SplittableRandom(SEED);
        String letters = "0123456789+-/.,:MJ<>EST\n";
        int read = 0;

        for (int i = 0; i < FILES; i++) {
            byte[] file = file("America/New_York");
            for (int times = random.nextInt(4); times >= 0; times--) {
                int at = file.length - 1 - random.nextInt(26);
                file[at] = (byte) letters.charAt(random.nextInt(letters.length()));
            }
            read += isRead("America/New_York", file) ? 1 : 0;
        }

        assertThat(read).isBetween(FILES / 20, FILES / 2);
        Draws.tally("spoilt footers", FILES);
    }

    private static boolean isRead(String id, byte[] file) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            use(Tzif.read(id, file));
            return true;
        } catch (TzifException e) {
            assertThat(e.getMessage()).startsWith(id + " ").doesNotContain("null");
            return false;
        } finally {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATED_MAX);
        }
    }

    /// Rules that were accepted can be asked anything.
    private static void use(ZoneRules rules) {
        for (int year = -1_000; year < 10_000; year += 99) {
            LocalDateTime local = LocalDateTime.of(year, 12, 31, 23, 59);
            Instant at = local.toInstant(ZoneOffset.UTC);
            assertThat(rules.getOffset(at)).isNotNull();
            assertThat(rules.getValidOffsets(local)).hasSizeBetween(0, 2);
            ZoneOffsetTransition next = rules.nextTransition(at);
            ZoneOffsetTransition previous = rules.previousTransition(at);
            assertThat(next == null || next.getInstant().isAfter(at)).isTrue();
            assertThat(previous == null || previous.getInstant().isBefore(at)).isTrue();
        }
    }

    private static byte[] file(String id) {
        return Objects.requireNonNull(BundledFiles.ZONES.get(id)).clone();
    }
}
