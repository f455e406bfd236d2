package io.carillon.calendar.tzif;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.zone.ZoneRules;
import java.util.Arrays;

/// Reads a TZif file of version 2, 3 or 4.
public final class Tzif {
    /// The largest file that is read. Compiled at their fattest, zones take less than 4 KiB.
    public static final int BYTES_MAX = 256 * 1024;

    private static final byte[] MAGIC = "TZif".getBytes(US_ASCII);

    private Tzif() {}

    /// Whether a file calls itself TZif, or would if it were not cut short within its first word.
    public static boolean isMeantToBe(byte[] content) {
        int length = Math.min(content.length, MAGIC.length);
        return Arrays.equals(content, 0, length, MAGIC, 0, length);
    }

    /// The rules in a file's content; `file` is its name, for the exception.
    public static ZoneRules read(String file, byte[] content) throws TzifException {
        try {
            return read(content);
        } catch (Malformed e) {
            throw new TzifException(file, String.valueOf(e.getMessage()));
        }
    }

    private static ZoneRules read(byte[] content) throws Malformed {
        if (content.length > BYTES_MAX) {
            throw new Malformed("is larger than " + BYTES_MAX + " bytes");
        }
        Bytes bytes = new Bytes(content);
        Header old = Header.read(bytes);
        if (old.version() == 1) {
            throw new Malformed("has version 1, which knows no time after 2038: 2 to 4 are read");
        }
        bytes.skip(old.blockLength(Integer.BYTES), "data of version 1");
        Header header = Header.read(bytes);
        if (header.version() != old.version()) {
            throw new Malformed("has two headers of different versions");
        }
        Table table = Table.read(header, bytes);
        return Timeline.rules(table, FooterReader.read(bytes.footer()));
    }
}
