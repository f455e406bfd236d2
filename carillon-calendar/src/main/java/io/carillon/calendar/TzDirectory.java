package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.calendar.tzif.Tzif;
import io.carillon.calendar.tzif.TzifException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a folder such as `/usr/share/zoneinfo`: a file for each zone and link, named like it.
/// Links may be symbolic, hard, copies, or lines of `tzdata.zi` alone.
final class TzDirectory extends SimpleFileVisitor<Path> {
    /// No id has more parts than `America/Argentina/Buenos_Aires`.
    private static final int DEPTH_MAX = 3;

    private static final int FILES_MAX = 3_000;
    private static final int BYTES_MAX = 16 * 1024 * 1024;
    private static final int INDEX_BYTES_MAX = 1024 * 1024;

    /// Whatever has a dot in its name is something else: tables, texts, hidden folders.
    private static final Pattern ID_PART = Pattern.compile("[A-Za-z0-9_+-]+");

    /// Other readings of the same zones, this machine's own zone, and the one of machines that were
    /// never told theirs.
    private static final Set<String> IGNORED =
            Set.of("posix", "right", "localtime", "posixrules", "Factory");

    private final Path root;
    private final TzIndex index;
    private final Map<String, byte[]> zones = new HashMap<>();
    private int files;
    private long bytes;

    private TzDirectory(Path root, TzIndex index) {
        this.root = root;
        this.index = index;
    }

    static TzFiles read(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("it is no folder");
        }
        TzDirectory directory = new TzDirectory(root, index(root.resolve(TzIndex.FILE)));
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH_MAX, directory);
        if (directory.zones.isEmpty()) {
            throw new IOException("it holds no compiled zones");
        }
        return new TzFiles(directory.zones, directory.index);
    }

    private static TzIndex index(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return TzIndex.NONE;
        }
        byte[] text = start(file, INDEX_BYTES_MAX + 1);
        if (text.length > INDEX_BYTES_MAX) {
            throw new TzifException(TzIndex.FILE, "is larger than " + INDEX_BYTES_MAX + " bytes");
        }
        return TzIndex.parse(new String(text, UTF_8));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return folder.equals(root) || canBeIdPart(folder)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (++files > FILES_MAX) {
            throw new IOException("it holds more than " + FILES_MAX + " files");
        }
        if (canBeIdPart(file)) {
            if (attributes.isSymbolicLink()) {
                throw new TzifException(id(file), "is a link that leads nowhere");
            }
            if (attributes.isRegularFile()) {
                add(id(file), start(file, Tzif.BYTES_MAX + 1));
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
        if (!canBeIdPart(file)) {
            return FileVisitResult.CONTINUE;
        }
        String reason =
                switch (why) {
                    case AccessDeniedException _ -> "must not be read by this process";
                    case FileSystemLoopException _ -> "is a link that leads in a circle";
                    default -> "cannot be read: " + why.getMessage();
                };
        throw new TzifException(id(file), reason);
    }

    private void add(String id, byte[] content) throws IOException {
        if (Tzif.isMeantToBe(content)) {
            zones.put(id, content);
        } else if (index.names(id) || !isText(content)) {
            throw new TzifException(id, "is no TZif file");
        }
        bytes += content.length;
        if (bytes > BYTES_MAX) {
            throw new IOException("it holds more than " + BYTES_MAX + " bytes");
        }
    }

    /// Such as the tables that packages put beside the zones. What a crash leaves of a zone is full
    /// of zeros, and so is every compiled one whose beginning was lost.
    private static boolean isText(byte[] content) {
        for (byte one : content) {
            if (one == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean canBeIdPart(Path path) {
        String name = String.valueOf(path.getFileName());
        boolean isIgnored = root.equals(path.getParent()) && IGNORED.contains(name);
        return !isIgnored && ID_PART.matcher(name).matches();
    }

    private String id(Path file) {
        StringBuilder id = new StringBuilder();
        root.relativize(file).forEach(part -> id.append(id.isEmpty() ? "" : "/").append(part));
        return id.toString();
    }

    private static byte[] start(Path file, int bytesMax) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytesMax);
        }
    }
}
