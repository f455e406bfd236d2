package io.carillon.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/// Whom PostgreSQL's programs run as: ourselves, unless we are root, as whom they refuse to run.
///
/// Root has two ways, tried in this order. A *user namespace* without any mapping: the programs see
/// themselves as nobody, while the kernel, and so every file, still has them as root without root's
/// powers; nothing changes hands. Where that is forbidden (as in most containers), *nobody*: the
/// cluster is handed over, and the data folder must be one that nobody can enter.
///
/// @param uid the owner its files must have, as seen from outside
/// @param prefix the words in front of each command
record ServerAccount(long uid, List<String> prefix) {

    private static final long ROOT = 0;
    private static final long NOBODY = 65_534;

    private static final ServerAccount ROOT_IN_NAMESPACE =
            new ServerAccount(ROOT, List.of("unshare", "-U", "--"));

    static final ServerAccount NOBODY_BY_SETPRIV =
            new ServerAccount(
                    NOBODY,
                    List.of(
                            "setpriv",
                            "--reuid=" + NOBODY,
                            "--regid=" + NOBODY,
                            "--clear-groups",
                            "--"));

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    /// The accounts to try, the best first.
    static List<ServerAccount> candidates() {
        long uid = new UnixSystem().getUid();
        return uid == ROOT
                ? List.of(ROOT_IN_NAMESPACE, NOBODY_BY_SETPRIV)
                : List.of(new ServerAccount(uid, List.of()));
    }

    static ServerAccount firstThatWorks(List<ServerAccount> candidates, DataFolder folder) {
        return candidates.stream()
                .filter(candidate -> candidate.canEnter(folder.root()))
                .findFirst()
                .orElseThrow(() ->
                        new EmbeddedPostgresException(
                                "PostgreSQL refuses to run as root, and neither unshare -U nor"
                                        + " setpriv could run it as somebody else who can enter "
                                        + folder.root()
                                        + "; start Carillon as another user, or set"
                                        + " CARILLON_DATABASE_URL to a PostgreSQL of your own."));
    }

    /// Can a program run as this account read what lies in this folder?
    boolean canEnter(Path folder) {
        var command =
                Stream.concat(prefix.stream(), Stream.of("test", "-x", folder.toString())).toList();
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false; // the program is not installed here
        }
    }

    /// Refuses files of a user we would have to take them away from.
    void mustOwn(Path path) throws IOException {
        long owner = owner(path);
        boolean ours = owner == uid || (prefixed() && (owner == ROOT || owner == NOBODY));
        if (!ours) {
            throw new EmbeddedPostgresException(
                    path
                            + " belongs to the user with the id "
                            + owner
                            + "; start Carillon as that user or choose another folder with --data.");
        }
    }

    /// Hands over a file or a whole folder, if it is not this account's already.
    void own(Path path) throws IOException {
        if (!prefixed() || owner(path) == uid) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        return give(file);
                    }

                    // The folder after what is in it: a hand-over cut short is taken up again.
                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException e)
                            throws IOException {
                        return give(dir);
                    }
                });
    }

    private FileVisitResult give(Path path) throws IOException {
        for (var attribute : List.of("unix:uid", "unix:gid")) {
            Files.setAttribute(path, attribute, (int) uid, LinkOption.NOFOLLOW_LINKS);
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean prefixed() {
        return !prefix.isEmpty();
    }

    private static long owner(Path path) throws IOException {
        return Integer.toUnsignedLong(
                (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }
}
