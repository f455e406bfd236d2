package io.carillon.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own, over a folder the user can see.
///
/// **The problem.** Carillon needs a real PostgreSQL and its user should need none: no container,
/// no account, no password to invent. The usual embedded servers are made for tests: they switch
/// `fsync` off, trust everybody and wipe their folder. This one keeps what people rely on: what is
/// committed survives a power cut, a password guards the door, and no folder is ever made anew.
///
/// **The layout** of the data folder:
///
/// ```
/// postgres/           the cluster; postgresql.conf in it is the operator's
/// postgres.password   made once, mode 600
/// postgres.log        what the server says; postgres.log.1 is its predecessor
/// carillon.lock       who holds the folder
/// ```
///
/// The programs are unpacked once per user and version into `~/.cache/carillon`, or into the data
/// folder where that cannot be written to.
///
/// **Who is authoritative.** Two claims lie on a folder. A lock of the operating system, on
/// `carillon.lock` and on the cluster's `pg_control`, says which Carillon may use it; it falls with
/// its process even under SIGKILL, and does not fall when somebody tidies `carillon.lock` away:
/// only a living Carillon makes a second one refuse. `postgres/postmaster.pid` says which server
/// runs over the cluster: it is read only by the holder of the lock, and believed only after a look
/// at the process it names.
///
/// **When we are killed**, the server lives on, by design: it is no part of our process group, so
/// that Ctrl-C does not take the database away from a Carillon that is still settling its
/// deliveries. The next start stops such a leftover and starts its own, rather than adopting it: it
/// then runs these programs and these settings, no session of the dead Carillon holds a lock any
/// more, and there is one way to start instead of two. If the folder has been deleted meanwhile,
/// the leftover notices within a minute and ends by itself.
///
/// **When the server is killed**, or gives up on a full disk, while we live, it is started again
/// over the same cluster and on the same port, and tried until it runs: see [Watch]. Sessions are
/// lost then, as in any restart of a database.
///
/// **Failures** are an [EmbeddedPostgresException] of one sentence, and the last lines of the log
/// if PostgreSQL has spoken. A start that fails leaves no server behind and the folder unlocked.
///
/// No shutdown hook is registered, since hooks run side by side and this one would stop the
/// database under the others: whoever starts closes. Instances are safe for use by several threads.
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final FolderLock lock;
    private final Postmaster postmaster;
    private final Password password;
    private final Watch watch;
    private boolean closed;

    private EmbeddedPostgres(
            FolderLock lock, Postmaster postmaster, Password password, Watch watch) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.password = password;
        this.watch = watch;
    }

    /// Starts a server over this folder and waits until it takes connections. The folder and the
    /// cluster in it are made if they do not exist yet.
    ///
    /// @throws EmbeddedPostgresException if the folder is in use, is not ours, or PostgreSQL fails
    public static EmbeddedPostgres start(Path dataDir) {
        return start(dataDir, Host.current());
    }

    static EmbeddedPostgres start(Path dataDir, Host host) {
        try {
            var begun = System.nanoTime();
            var folder = DataFolder.at(dataDir);
            var postgres = startLocked(folder, FolderLock.take(folder), host);
            LOG.info(
                    "PostgreSQL {} runs over {} on port {}, {} ms after its start",
                    Binaries.VERSION,
                    folder.root(),
                    postgres.port(),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            return postgres;
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL did not start in " + dataDir + ": " + reason(e) + ".", e);
        }
    }

    private static EmbeddedPostgres startLocked(DataFolder folder, FolderLock lock, Host host)
            throws IOException {
        try {
            return start(folder, lock, host);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(DataFolder folder, FolderLock lock, Host host)
            throws IOException {
        new ServerLog(folder.log()).open();
        var account = ServerAccount.firstThatWorks(host.accounts(), folder);
        var binaries = Binaries.in(host.cacheFor(account, folder), host.platform());
        var programs = new Programs(binaries, account, folder);
        var postmaster = new Postmaster(folder, programs, host.ports());
        var password = prepare(new Cluster(folder, programs, account), postmaster);
        lock.lockCluster(); // one that was just made
        var watch = Watch.over(postmaster.start(), postmaster, lock);
        return new EmbeddedPostgres(lock, postmaster, password, watch);
    }

    private static Password prepare(Cluster cluster, Postmaster postmaster) throws IOException {
        if (!cluster.exists()) {
            var password = cluster.create();
            cluster.writeOurSettings();
            return password;
        }
        cluster.check();
        postmaster.stopLeftover();
        cluster.writeOurSettings();
        var kept = Password.keptIn(cluster.folder().password());
        return kept.isPresent() ? kept.get() : cluster.renewPassword();
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is not a folder";
            default -> String.valueOf(e.getMessage());
        };
    }

    /// The address of the database `carillon`, without user and password.
    public String jdbcUrl() {
        return "jdbc:postgresql://" + Settings.LOOPBACK + ":" + port() + "/" + Cluster.NAME;
    }

    /// The one user, owner of the database and superuser of the server.
    public String user() {
        return Cluster.NAME;
    }

    public String password() {
        return password.value();
    }

    /// A free port chosen at the start; the server keeps it when it has to be started again.
    public int port() {
        return watch.server().port();
    }

    /// Stops the server in order, waits until it has ended and gives the folder free. Sessions
    /// still open are ended, what they have not committed is rolled back. Idempotent.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            watch.close();
            postmaster.stop(watch.server());
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL on port " + port() + " did not stop: " + reason(e) + ".", e);
        }
    }
}
