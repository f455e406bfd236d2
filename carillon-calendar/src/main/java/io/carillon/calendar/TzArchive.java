package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// A compiled tz database in one `tar.gz`, as `scripts/refresh-tzdata` makes it: each zone once,
/// the links in `tzdata.zi`, and where all came from in `SOURCE`.
final class TzArchive {
    static final String SOURCE = "SOURCE";

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 11;

    private TzArchive() {}

    static TzFiles read(InputStream in) throws IOException {
        Map<String, byte[]> zones = unpack(in);
        zones.remove(SOURCE);
        byte[] index = zones.remove(TzIndex.FILE);
        return new TzFiles(
                zones, index == null ? TzIndex.NONE : TzIndex.parse(new String(index, UTF_8)));
    }

    static Map<String, byte[]> unpack(InputStream in) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (GZIPInputStream tar = new GZIPInputStream(in)) {
            for (byte[] header = tar.readNBytes(BLOCK);
                    header.length == BLOCK && header[0] != 0;
                    header = tar.readNBytes(BLOCK)) {
                String name = new String(header, 0, NAME_LENGTH, US_ASCII);
                String size = new String(header, SIZE_AT, SIZE_LENGTH, US_ASCII);
                byte[] content = tar.readNBytes(Integer.parseInt(size, 8));
                tar.skipNBytes(-content.length & (BLOCK - 1));
                files.put(name.substring(0, name.indexOf('\0')), content);
            }
        }
        return files;
    }
}
