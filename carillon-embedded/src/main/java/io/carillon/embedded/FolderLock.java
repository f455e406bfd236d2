package io.carillon.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The right of one living Carillon to a data folder. The operating system takes it back when the
/// process ends, however it ends; PostgreSQL, a child process, never inherits it.
///
/// Two files are locked. `carillon.lock` says who holds the folder or held it last, and guards it
/// while there is no cluster yet; but it looks like something to be tidied away, and whoever did so
/// would let a second Carillon in. So the cluster's `pg_control` is locked too: PostgreSQL writes
/// it in place, never replaces it, and without it there is no cluster to fight over. Nothing else
/// in this process may open that file, see below.
final class FolderLock implements AutoCloseable {

    // A POSIX lock falls when *any* descriptor of its file is closed in the holding process. So a
    // folder this JVM holds is refused before its lock files are touched at all.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int PID_BYTES_MAX = 32;

    private final DataFolder folder;
    private final Deque<FileChannel> locked = new ArrayDeque<>();
    private @Nullable Object clusterKey;
    private boolean closed;

    private FolderLock(DataFolder folder) {
        this.folder = folder;
    }

    static FolderLock take(DataFolder folder) throws IOException {
        if (!HELD_HERE.add(folder.root())) {
            throw inUse(folder, ProcessHandle.current().pid() + "");
        }
        var lock = new FolderLock(folder);
        try {
            var holder = lock.lockHolder();
            lock.lockCluster();
            holder.truncate(0);
            holder.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"), 0);
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private FileChannel lockHolder() throws IOException {
        var channel = open(folder.lock(), CREATE, READ, WRITE);
        if (channel.tryLock() == null) {
            throw inUse(folder, read(channel));
        }
        return channel;
    }

    /// Locks the cluster too, if there is one and it is not locked yet.
    void lockCluster() throws IOException {
        if (clusterKey != null || !Files.exists(folder.control())) {
            return;
        }
        if (open(folder.control(), WRITE).tryLock() == null) {
            throw inUse(folder, "");
        }
        clusterKey = fileKey(folder.control());
    }

    private FileChannel open(Path file, OpenOption... options) throws IOException {
        var channel = FileChannel.open(file, options);
        locked.push(channel);
        return channel;
    }

    /// Refuses if the cluster in the folder is not the one we hold any more: it was moved away or
    /// deleted, and whatever is there now may be another's.
    void mustHoldCluster() throws IOException {
        if (!Files.exists(folder.control())
                || !Objects.equals(clusterKey, fileKey(folder.control()))) {
            throw new EmbeddedPostgresException(
                    "The cluster in "
                            + folder.root()
                            + " was moved away or deleted under a running Carillon; put it back, or"
                            + " stop this Carillon.");
        }
    }

    private static @Nullable Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
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

    /// The cluster is given free before the file that says who holds it.
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (var channel : locked) {
                channel.close();
            }
        } finally {
            HELD_HERE.remove(folder.root());
        }
    }
}
