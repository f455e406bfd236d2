package io.carillon.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's first process over one cluster, started and stopped through `pg_ctl`, which puts it
/// into a session of its own: Ctrl-C in our terminal reaches us, not it.
///
/// `postmaster.pid` in the cluster is PostgreSQL's own claim to it. It may outlive its process and,
/// after a reboot, name a stranger's. So a number in it is believed only if that process is a
/// `postgres` over this very folder; nothing else is ever stopped.
record Postmaster(DataFolder folder, Programs programs, PortChoice ports) {

    /// Where the next server shall listen.
    interface PortChoice {
        int next() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    private static final Duration START_LIMIT = Duration.ofMinutes(5); // a recovery may take long
    private static final Duration ORDERLY_STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration LEFTOVER_STOP_LIMIT = Duration.ofSeconds(3);
    private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(10);
    private static final int STARTS_MAX = 3;

    // No system numbers its processes so high.
    private static final String NO_PROCESS = Integer.toString(Integer.MAX_VALUE);

    static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /// Starts the server and waits until it takes connections.
    ///
    /// @return the port it listens on
    int start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ports.next();
            var ended = tryStart(port);
            if (ended.well()) {
                return port;
            }
            stopLeftover(); // one that was merely too slow, too
            if (attempt == STARTS_MAX || !somebodyWasFaster(ended)) {
                throw programs.failure("PostgreSQL did not start", ended);
            }
            LOG.info("Port {} or the cluster was taken meanwhile; starting once more", port);
        }
    }

    // a stranger took the port, or the pg_ctl of a Carillon killed while it started got that far
    private static boolean somebodyWasFaster(Programs.Ended ended) {
        return ended.said("could not bind") || ended.said("\"postmaster.pid\" already exists");
    }

    private Programs.Ended tryStart(int port) throws IOException {
        return programs.run(
                "pg_ctl",
                "start",
                "--silent",
                "--wait",
                "--timeout=" + START_LIMIT.toSeconds(),
                "--pgdata=" + folder.cluster(),
                "--options=" + Settings.options(port));
    }

    /// Stops the server in order, after the statements that run, without waiting for its clients.
    void stop() throws IOException {
        var pid = named();
        if (pid.isPresent() && serves(pid.getAsLong())) {
            stop(ORDERLY_STOP_LIMIT);
        } else {
            LOG.warn("PostgreSQL over {} had already ended", folder.root());
        }
    }

    /// Clears the way for a start: stops the server that a killed Carillon has left behind, and
    /// takes a stranger's number out of `postmaster.pid`.
    void stopLeftover() throws IOException {
        var named = named();
        if (named.isEmpty() || ProcessHandle.of(named.getAsLong()).isEmpty()) {
            return; // PostgreSQL itself sees through the number of a dead process
        }
        long pid = named.getAsLong();
        if (serves(pid)) {
            LOG.info(
                    "A killed Carillon has left PostgreSQL running (process {}); stopping it", pid);
            stop(LEFTOVER_STOP_LIMIT);
        } else {
            LOG.info("postmaster.pid names process {}, which is not PostgreSQL's", pid);
            disown();
        }
    }

    private void stop(Duration limit) throws IOException {
        if (stopBy("fast", limit).well()) {
            return;
        }
        LOG.warn("PostgreSQL did not stop within {}; stopping it at once", limit);
        var ended = stopBy("immediate", IMMEDIATE_STOP_LIMIT);
        if (!ended.well() && named().isPresent()) {
            throw programs.failure("PostgreSQL did not stop", ended);
        }
    }

    private Programs.Ended stopBy(String mode, Duration limit) throws IOException {
        return programs.run(
                "pg_ctl",
                "stop",
                "--silent",
                "--wait",
                "--mode=" + mode,
                "--timeout=" + limit.toSeconds(),
                "--pgdata=" + folder.cluster());
    }

    private OptionalLong named() throws IOException {
        var first = lines().stream().findFirst().map(String::strip).orElse("");
        return first.matches("\\d{1,10}")
                ? OptionalLong.of(Long.parseLong(first))
                : OptionalLong.empty();
    }

    /// Is this process a `postgres` over our cluster, found by its folder or its command line?
    boolean serves(long pid) {
        var words = commandLine(pid);
        return !words.isEmpty()
                && Path.of(words.getFirst()).endsWith("postgres")
                && (worksIn(folder.cluster(), pid) || words.contains(folder.cluster().toString()));
    }

    private static boolean worksIn(Path cluster, long pid) {
        try {
            return Files.isSameFile(cluster, Path.of("/proc", Long.toString(pid), "cwd"));
        } catch (IOException e) {
            return false; // gone, not ours to see, or no /proc here
        }
    }

    private static List<String> commandLine(long pid) {
        try {
            var words = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            return List.of(words.split("\0"));
        } catch (IOException e) {
            return ProcessHandle.of(pid).map(Postmaster::commandLine).orElse(List.of());
        }
    }

    private static List<String> commandLine(ProcessHandle process) {
        var info = process.info();
        var words = new ArrayList<String>();
        info.command().ifPresent(words::add);
        info.arguments().map(List::of).ifPresent(words::addAll);
        return words;
    }

    // The file stays: its other lines let PostgreSQL find out whether an orphaned session still
    // writes. Deleting it, the usual advice, would take that protection away.
    private void disown() throws IOException {
        var lines = new ArrayList<>(lines());
        lines.set(0, NO_PROCESS);
        Folders.writeWhole(
                pidFile(),
                String.join("\n", lines) + "\n",
                PosixFilePermissions.fromString("rw-------"));
        programs.account().own(pidFile());
    }

    private List<String> lines() throws IOException {
        return Files.exists(pidFile()) ? Files.readAllLines(pidFile(), UTF_8) : List.of();
    }

    private Path pidFile() {
        return folder.cluster().resolve("postmaster.pid");
    }
}
