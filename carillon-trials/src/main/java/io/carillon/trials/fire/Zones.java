package io.carillon.trials.fire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;

/// A tz database of our own, for CARILLON_TZDATA_DIR: zones in which it is always the same time
/// later than in UTC, to the second. People in zones a second apart, all greeted at one local time,
/// are due one second after the other: a steady stream from one occasion and one setting.
final class Zones {
    private Zones() {}

    static String name(int offsetSeconds) {
        return (offsetSeconds < 0 ? "Trial/West" : "Trial/East") + Math.abs(offsetSeconds);
    }

    /// Writes the compiled files (RFC 9636) of the zones with these offsets.
    static Path write(Path folder, Collection<Integer> offsets) throws IOException {
        for (int offset : offsets) {
            Path file = folder.resolve(name(offset));
            Files.createDirectories(file.getParent());
            Files.write(file, compiled(offset));
        }
        Files.writeString(folder.resolve("tzdata.zi"), "# version 2026z\n");
        return folder;
    }

    private static byte[] compiled(int offset) {
        byte[] footer = ("\n" + rule(offset) + "\n").getBytes(US_ASCII);
        byte[] name = "LMT\0".getBytes(US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(2 * (44 + 6 + name.length) + footer.length);
        for (int block = 0; block < 2; block++) {
            file.put("TZif2".getBytes(US_ASCII)).put(new byte[15]);
            file.putInt(0).putInt(0).putInt(0).putInt(0); // no marks, leap seconds, transitions
            file.putInt(1).putInt(name.length); // one type of local time, and its name
            file.putInt(offset).put((byte) 0).put((byte) 0).put(name);
        }
        return file.put(footer).array();
    }

    /// As POSIX writes it: what to add to get to UTC.
    private static String rule(int offset) {
        int size = Math.abs(offset);
        return String.format(
                Locale.ROOT,
                "LMT%s%02d:%02d:%02d",
                offset > 0 ? "-" : "",
                size / 3_600,
                size / 60 % 60,
                size % 60);
    }
}
