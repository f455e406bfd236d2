package io.carillon.server.tzdata;

import io.carillon.engine.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// What a folder is like, without reading its files: their names, sizes and times, and the first
/// lines of `tzdata.zi`, which name the release. Two equal ones hold the same, as far as a look
/// tells.
final class FolderState {
    private static final int FILES_MAX = 10_000;
    private static final int DEPTH_MAX = 6;
    private static final int HEAD_BYTES = 100;

    private FolderState() {}

    static String of(Path folder) {
        MessageDigest digest = Slot.sha256();
        // Links are followed: a release is often put in place by pointing a link at it.
        try (Stream<Path> walk = Files.walk(folder, DEPTH_MAX, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = walk.limit(FILES_MAX).sorted().toList();
            for (Path file : files) {
                add(digest, folder, file);
            }
            addHead(digest, folder.resolve("tzdata.zi"));
        } catch (IOException | UncheckedIOException e) {
            return "unreadable: " + e;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Path folder, Path file) throws IOException {
        // A link may lead nowhere, as `localtime` does on machines that have none.
        if (Files.isRegularFile(file)) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String line =
                    folder.relativize(file)
                            + " "
                            + attributes.size()
                            + " "
                            + attributes.lastModifiedTime()
                            + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void addHead(MessageDigest digest, Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            try (var in = Files.newInputStream(file)) {
                digest.update(in.readNBytes(HEAD_BYTES));
            }
        }
    }
}
