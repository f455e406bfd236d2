package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Archives as `scripts/refresh-tzdata` makes them, byte by byte.
class TzArchiveTest {
    private static final int BLOCK = 512;

    private static final byte[] END = new byte[2 * BLOCK];

    @Test
    void files_of_any_length_are_read_one_after_the_other() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int length : new int[] {0, 1, 511, 512, 513, 2_000}) {
            byte[] content = new byte[length];
            Arrays.fill(content, (byte) length);
            files.put("Etc/Long" + length, content);
        }

        Map<String, byte[]> unpacked = unpack(files, END);

        assertThat(unpacked).hasSameSizeAs(files);
        files.forEach((name, content) -> assertThat(unpacked.get(name)).isEqualTo(content));
    }

    @Test
    void an_archive_ends_with_its_empty_block_or_with_itself() throws IOException {
        Map<String, byte[]> file = Map.of("UTC", new byte[7]);
        byte[] more = Arrays.copyOf(END, 4 * BLOCK);
        more[3 * BLOCK] = 'A';

        assertThat(unpack(file, more)).containsOnlyKeys("UTC");
        assertThat(unpack(file, new byte[0])).containsOnlyKeys("UTC");
        assertThat(unpack(file, new byte[] {'A'})).containsOnlyKeys("UTC");
    }

    @Test
    void an_archive_that_is_cut_short_within_a_file_is_refused() throws IOException {
        byte[] archive = archive(Map.of("UTC", new byte[7]), new byte[0]);
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes();

        assertThatThrownBy(() ->
                        TzArchive.unpack(
                                new ByteArrayInputStream(
                                        zipped(Arrays.copyOf(tar, tar.length - 1)))))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void its_index_and_its_source_are_no_zones() throws IOException {
        TzFiles with =
                read(
                        Map.of(
                                "Etc/UTC", new byte[1],
                                "SOURCE", new byte[2],
                                "tzdata.zi",
                                        "# version 2031b\nL Etc/UTC UTC\n".getBytes(US_ASCII)));
        TzFiles without = read(Map.of("Etc/UTC", new byte[1]));

        assertThat(with.zones()).containsOnlyKeys("Etc/UTC");
        assertThat(with.version()).isEqualTo("2031b");
        assertThat(with.canonicalIds()).containsEntry("UTC", "Etc/UTC").hasSize(2);
        assertThat(without.version()).startsWith("sha256-");
    }

    private static TzFiles read(Map<String, byte[]> files) throws IOException {
        return TzArchive.read(new ByteArrayInputStream(archive(files, END)));
    }

    private static Map<String, byte[]> unpack(Map<String, byte[]> files, byte[] end)
            throws IOException {
        return TzArchive.unpack(new ByteArrayInputStream(archive(files, end)));
    }

    private static byte[] archive(Map<String, byte[]> files, byte[] end) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] content = file.getValue();
            byte[] header = new byte[BLOCK];
            put(header, 0, file.getKey());
            put(header, 124, "%011o".formatted(content.length));
            tar.write(header);
            tar.write(Arrays.copyOf(content, Math.ceilDiv(content.length, BLOCK) * BLOCK));
        }
        tar.write(end);
        return zipped(tar.toByteArray());
    }

    private static byte[] zipped(byte[] tar) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(tar);
        }
        return zipped.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] letters = text.getBytes(US_ASCII);
        System.arraycopy(letters, 0, header, at, letters.length);
    }
}
