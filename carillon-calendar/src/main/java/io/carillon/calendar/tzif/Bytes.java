package io.carillon.calendar.tzif;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// A file's content, read from its beginning to its end. What a read needs is asked for first, by
/// [#need], so that no count in a file makes anyone allocate more than the file is long.
final class Bytes {
    private static final int FOOTER_LENGTH_MAX = 256;

    private final ByteBuffer content;

    Bytes(byte[] content) {
        this.content = ByteBuffer.wrap(content); // big-endian, as the format is
    }

    void need(long count, String what) throws Malformed {
        if (count > content.remaining()) {
            throw new Malformed(
                    "is cut short: its %s should take %d bytes, and %d are left"
                            .formatted(what, count, content.remaining()));
        }
    }

    void skip(long count, String what) throws Malformed {
        need(count, what);
        content.position(content.position() + (int) count);
    }

    int unsigned8() {
        return Byte.toUnsignedInt(content.get());
    }

    int signed32() {
        return content.getInt();
    }

    long unsigned32() {
        return Integer.toUnsignedLong(content.getInt());
    }

    long signed64() {
        return content.getLong();
    }

    byte[] take(int count) {
        byte[] taken = new byte[count];
        content.get(taken);
        return taken;
    }

    /// What stands between the two line ends that close a file.
    String footer() throws Malformed {
        int length = content.remaining();
        if (length > FOOTER_LENGTH_MAX) {
            throw new Malformed("goes on for " + length + " bytes where its footer should be");
        }
        String text = new String(take(length), US_ASCII);
        int last = length - 1;
        if (last < 1 || text.indexOf('\n') != 0 || text.indexOf('\n', 1) != last) {
            throw new Malformed("does not end in a footer between two line ends");
        }
        return text.substring(1, last);
    }
}
