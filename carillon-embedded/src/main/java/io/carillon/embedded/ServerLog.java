package io.carillon.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The file that PostgreSQL and its programs write to, readable by its owner only. Bounded at each
/// start: one that has grown past `BYTES_MAX` becomes `postgres.log.1`, in place of the one before.
record ServerLog(Path file) {

    static final long BYTES_MAX = 8L << 20;

    private static final int TAIL_BYTES = 8 << 10;
    private static final int TAIL_LINES = 8;

    /// Where the log ends now; what follows is a run's own.
    long end() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    void open() throws IOException {
        if (end() > BYTES_MAX) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), REPLACE_EXISTING);
        }
        FileChannel.open(file, CREATE, APPEND).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /// The last lines written since `from`, at most `TAIL_LINES` of them.
    List<String> lastLinesSince(long from) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var bytes = ByteBuffer.allocate(TAIL_BYTES);
            channel.read(bytes, Math.max(from, channel.size() - TAIL_BYTES));
            var lines = UTF_8.decode(bytes.flip()).toString().lines().toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        }
    }
}
