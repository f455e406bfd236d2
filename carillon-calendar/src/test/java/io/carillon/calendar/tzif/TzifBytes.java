package io.carillon.calendar.tzif;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// TZif files for tests: a table of offsets, and a footer.
public final class TzifBytes {
    /// From a second since 1970 on, this offset in seconds.
    public record At(long second, int offset) {}

    private TzifBytes() {}

    /// A file without a table.
    public static byte[] of(String footer) {
        return of(0, List.of(), footer);
    }

    public static byte[] of(int first, List<At> table, String footer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            header(out, 0, 1, 1);
            out.write(new byte[7]);
            header(out, table.size(), 1 + table.size(), 4);
            for (At entry : table) {
                out.writeLong(entry.second());
            }
            for (int i = 1; i <= table.size(); i++) {
                out.writeByte(i);
            }
            type(out, first);
            for (At entry : table) {
                type(out, entry.offset());
            }
            out.writeBytes("ABC\0");
            out.writeBytes("\n" + footer + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void header(DataOutputStream out, int times, int types, int letters)
            throws IOException {
        out.write("TZif3".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[15 + 12]);
        out.writeInt(times);
        out.writeInt(types);
        out.writeInt(letters);
    }

    private static void type(DataOutputStream out, int offset) throws IOException {
        out.writeInt(offset);
        out.writeByte(0);
        out.writeByte(0);
    }
}
