package io.carillon.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folders and files as wholes: written, renamed, swept, deleted.
final class Folders {

    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

    /// Longer than any unpacking or `initdb` takes.
    static final Duration ABANDONED = Duration.ofHours(1);

    private Folders() {}

    /// Writes a file that is seen either whole, under its name, or not at all.
    static void writeWhole(Path file, String text, Set<PosixFilePermission> permissions)
            throws IOException {
        var unfinished =
                Files.createTempFile(
                        file.getParent(),
                        "." + file.getFileName() + "-",
                        "",
                        PosixFilePermissions.asFileAttribute(permissions));
        try {
            Files.writeString(unfinished, text, WRITE, SYNC);
            rename(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /// Renames at once and for good: after a power cut the new name holds all of it, or is not
    /// there.
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, ATOMIC_MOVE);
        try (var parent = FileChannel.open(to.getParent(), READ)) {
            parent.force(true);
        }
    }

    /// Deletes what killed processes left beside a folder that was just made, under names that
    /// begin alike and older than it by more than `age`; what cannot be deleted stays. Ages are
    /// differences between the file system's own times: no other clock is asked.
    static void sweepBeside(Path newest, String prefix, Duration age) throws IOException {
        var bound = lastModified(newest).minus(age);
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(newest.getParent(), prefix + "*")) {
            for (var folder : left) {
                if (lastModified(folder).isBefore(bound)) {
                    deleteIfPossible(folder);
                }
            }
        }
    }

    private static Instant lastModified(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder).toInstant();
    }

    private static void deleteIfPossible(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            LOG.warn("{} is left over from a killed start and cannot be deleted: {}", folder, e);
        }
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException e)
                            throws IOException {
                        Files.deleteIfExists(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
