package io.carillon.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right of one living Carillon to a data folder. The operating system takes it back when the
/// process ends, however it ends; PostgreSQL, a child process, never inherits it. The file itself
/// stays and says who holds it or held it last.
final class FolderLock implements AutoCloseable {

    // A POSIX lock falls when *any* descriptor of its file is closed in the holding process. So a
    // folder this JVM holds is refused before its lock file is touched at all.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int PID_BYTES_MAX = 32;

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(DataFolder folder) throws IOException {
        if (!HELD_HERE.add(folder.root())) {
            throw inUse(folder, ProcessHandle.current().pid() + "");
        }
        try {
            return new FolderLock(folder.root(), lock(folder));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(folder.root());
            throw e;
        }
    }

    private static FileChannel lock(DataFolder folder) throws IOException {
        var channel = FileChannel.open(folder.lock(), CREATE, READ, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(folder, read(channel));
            }
            channel.truncate(0);
            channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(bytes, 0);
        return UTF_8.decode(bytes.flip()).toString().strip();
    }

    private static EmbeddedPostgresException inUse(DataFolder folder, String pid) {
        return new EmbeddedPostgresException(
                "The data folder "
                        + folder.root()
                        + " is in use by another Carillon"
                        + (pid.isEmpty() ? "" : " (process " + pid + ")")
                        + "; stop it or choose another folder with --data.");
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD_HERE.remove(folder);
        }
    }
}
