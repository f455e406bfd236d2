package io.carillon.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// PostgreSQL's own folder: made once, whole or not at all, and never made anew.
record Cluster(DataFolder folder, Programs programs, ServerAccount account) {

    static final String NAME = "carillon"; // of the user and of the database

    private static final String UNFINISHED = "postgres.tmp-";

    boolean exists() throws IOException {
        return Files.exists(folder.cluster()) && !Folders.isEmpty(folder.cluster());
    }

    /// Refuses a folder that holds anything but a cluster that these programs can run.
    void check() throws IOException {
        account.mustOwn(folder.cluster());
        var version = folder.cluster().resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new EmbeddedPostgresException(
                    "The folder "
                            + folder.cluster()
                            + " is not empty, yet holds no PostgreSQL cluster; move it away or choose"
                            + " another folder with --data.");
        }
        var major = Files.readString(version).strip();
        if (!major.equals(Binaries.MAJOR)) {
            throw new EmbeddedPostgresException(
                    "The folder %s holds a cluster of PostgreSQL %s and this Carillon brings %s; bring it over with pg_upgrade or choose another folder with --data."
                            .formatted(folder.cluster(), major, Binaries.MAJOR));
        }
        account.own(folder.cluster());
    }

    /// Makes the cluster under another name and renames it when all of it is on the disk: an
    /// `initdb` that died halfway leaves nothing that could be taken for a cluster.
    Password create() throws IOException {
        var kept = Password.keptIn(folder.password());
        var password = kept.isPresent() ? kept.get() : Password.random().keepIn(folder.password());
        var unfinished = Files.createTempDirectory(folder.root(), UNFINISHED);
        try {
            // we hold the folder's lock: whoever made the others is gone
            Folders.sweepBeside(unfinished, UNFINISHED, Duration.ZERO);
            initialise(unfinished, password);
            Folders.rename(unfinished.resolve("cluster"), folder.cluster());
        } finally {
            Folders.delete(unfinished);
        }
        return password;
    }

    private void initialise(Path unfinished, Password password) throws IOException {
        var cluster = unfinished.resolve("cluster");
        var passwordFile = unfinished.resolve("password");
        password.keepIn(passwordFile); // a copy: the account may not be able to read ours
        account.own(unfinished);
        initdb(cluster, passwordFile);
        write(cluster.resolve(Settings.THEIRS), Settings.OPERATORS_FILE);
        alone(cluster, "CREATE DATABASE " + NAME + ";\n");
    }

    private void initdb(Path cluster, Path passwordFile) throws IOException {
        var ended =
                programs.run(
                        "initdb",
                        "--pgdata=" + cluster,
                        "--username=" + NAME,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        // PostgreSQL's own C.UTF-8: no upgrade of the C library reorders an index
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions");
        if (!ended.well()) {
            throw programs.failure("PostgreSQL's cluster could not be made", ended);
        }
    }

    /// Gives the user of an existing cluster a new password, since the file with theirs is gone.
    Password renewPassword() throws IOException {
        var password = Password.random();
        alone(folder.cluster(), "ALTER ROLE %s PASSWORD '%s';\n".formatted(NAME, password.value()));
        return password.keepIn(folder.password()); // last: cut short before, it is made anew
    }

    /// Runs a statement in a server without network that serves nobody else.
    private void alone(Path cluster, String statement) throws IOException {
        var ended =
                programs.feed(
                        statement,
                        "postgres",
                        "--single",
                        "-D",
                        cluster.toString(),
                        "-c",
                        "exit_on_error=on",
                        "-c",
                        "log_min_error_statement=panic", // a password must not reach the log
                        "-c",
                        "fsync=on",
                        "postgres");
        if (!ended.well()) {
            throw programs.failure("PostgreSQL's cluster could not be prepared", ended);
        }
    }

    void writeOurSettings() throws IOException {
        write(folder.cluster().resolve(Settings.OURS), Settings.SMALL_SERVICE);
    }

    private void write(Path file, String text) throws IOException {
        Folders.writeWhole(file, text, PosixFilePermissions.fromString("rw-------"));
        account.own(file);
    }
}
