package io.carillon.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The folder that Carillon keeps its state in, and the place of each thing of PostgreSQL's in it.
///
/// @param root the real path: two spellings of one folder are one folder
record DataFolder(Path root) {

    // pg_ctl hands the path to a shell between double quotes, unescaped
    private static final String UNSAFE = "\"$`\\\n\r";

    /// The name of anything that some Carillon has put here, whole or cut short.
    private static final Pattern OURS =
            Pattern.compile(
                    "postgres|postgres[.-].*|\\.postgres\\..*|carillon\\.lock|webhook\\.secret.*"
                            + "|\\.unpacking-.*");

    /// What a file system puts into the top folder of a new volume.
    private static final Pattern NOBODYS = Pattern.compile("lost\\+found");

    /// @throws EmbeddedPostgresException if the folder is somebody else's; nothing is written then
    static DataFolder at(Path folder) throws IOException {
        if (folder.toAbsolutePath().toString().chars().anyMatch(c -> UNSAFE.indexOf(c) >= 0)) {
            throw new EmbeddedPostgresException(
                    "The data folder "
                            + folder
                            + " has one of \" $ ` \\ or a line break in its path, which PostgreSQL's"
                            + " pg_ctl does not take; choose another folder with --data.");
        }
        make(folder);
        var root = folder.toRealPath();
        if (root.getParent() == null) {
            throw new EmbeddedPostgresException(
                    "The data folder is "
                            + root
                            + ", which is everybody's; choose a folder of its own with --data.");
        }
        if (isSomebodyElses(root)) {
            throw new EmbeddedPostgresException(
                    "The data folder "
                            + root
                            + " holds other things and nothing of Carillon's; choose an empty or a"
                            + " new folder with --data.");
        }
        return new DataFolder(root);
    }

    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (NoSuchFileException e) { // all of whose parents are there
            throw new EmbeddedPostgresException(
                    "The data folder "
                            + folder
                            + " cannot be made there; choose another folder with --data.",
                    e);
        }
    }

    private static boolean isSomebodyElses(Path root) throws IOException {
        try (var entries = Files.list(root)) {
            var names =
                    entries.map(entry -> entry.getFileName().toString())
                            .filter(name -> !NOBODYS.matcher(name).matches())
                            .toList();
            return !names.isEmpty()
                    && names.stream().noneMatch(name -> OURS.matcher(name).matches());
        }
    }

    Path cluster() {
        return root.resolve("postgres");
    }

    /// Where the cluster keeps what it needs to start: there in each cluster, and never replaced.
    Path control() {
        return cluster().resolve("global/pg_control");
    }

    Path password() {
        return root.resolve("postgres.password");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    Path lock() {
        return root.resolve("carillon.lock");
    }
}
