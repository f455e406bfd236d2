package io.carillon.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder that Carillon keeps its state in, and the place of each thing of PostgreSQL's in it.
///
/// @param root the real path: two spellings of one folder are one folder
record DataFolder(Path root) {

    // pg_ctl hands the path to a shell between double quotes, unescaped
    private static final String UNSAFE = "\"$`\\\n\r";

    static DataFolder at(Path folder) throws IOException {
        if (folder.toAbsolutePath().toString().chars().anyMatch(c -> UNSAFE.indexOf(c) >= 0)) {
            throw new EmbeddedPostgresException(
                    "The data folder "
                            + folder
                            + " has one of \" $ ` \\ or a line break in its path, which PostgreSQL's"
                            + " pg_ctl does not take; choose another folder with --data.");
        }
        Files.createDirectories(folder);
        return new DataFolder(folder.toRealPath());
    }

    Path cluster() {
        return root.resolve("postgres");
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
