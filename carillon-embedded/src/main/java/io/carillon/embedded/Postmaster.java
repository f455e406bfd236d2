package io.carillon.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's first process over one cluster, started and stopped through `pg_ctl`, which puts it
/// into a session of its own: Ctrl-C in our terminal reaches us, not it.
///
/// A server of ours is stopped by the handle we have of it. What a killed Carillon has left is
/// found by the number in `postmaster.pid`, which is believed only if that process is a `postgres`
/// over this very folder; nothing else is ever stopped.
record Postmaster(
        DataFolder folder,
        Programs programs,
        PortChoice ports,
        PidFile pidFile,
        ClusterProcesses processes) {

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

    Postmaster(DataFolder folder, Programs programs, PortChoice ports) {
        this(
                folder,
                programs,
                ports,
                PidFile.in(folder, programs.account()),
                new ClusterProcesses(folder.cluster()));
    }

    static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /// Starts the server and waits until it takes connections.
    RunningServer start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ports.next();
            var ended = tryStart(port);
            if (ended.well()) {
                return running(port);
            }
            stopLeftover(); // one that was merely too slow, too
            if (attempt == STARTS_MAX || !somebodyWasFaster(ended)) {
                throw programs.failure("PostgreSQL did not start", ended);
            }
            LOG.info("Port {} or the cluster was taken meanwhile; starting once more", port);
        }
    }

    private RunningServer running(int port) throws IOException {
        return pidFile.named().stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(Optional::stream)
                .map(process -> new RunningServer(process, port))
                .findFirst()
                .orElseThrow(() ->
                        new EmbeddedPostgresException(
                                "PostgreSQL in "
                                        + folder.root()
                                        + " ended as soon as it had started; "
                                        + folder.log()
                                        + " may say why."));
    }

    /// Starts a server in the place of one that has ended, on the port that its clients know.
    RunningServer startAgain(RunningServer ended) throws IOException {
        if (runs(ended)) {
            return ended; // a look at it had failed
        }
        stopLeftover();
        new ServerLog(folder.log()).open();
        var start = tryStart(ended.port());
        if (!start.well()) {
            stopLeftover();
            throw programs.failure("PostgreSQL did not start", start);
        }
        return running(ended.port());
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

    boolean runs(RunningServer server) {
        return server.process().isAlive() && processes.isFirst(server.pid());
    }

    /// Stops this server, and no other that may be in its place by now: in order, after the
    /// statements that run, without waiting for its clients.
    void stop(RunningServer server) throws IOException {
        if (!runs(server)) {
            LOG.warn("PostgreSQL over {} had already ended", folder.root());
        } else if (pidFile.names(server.pid())) {
            stop(ORDERLY_STOP_LIMIT);
        } else {
            LOG.warn(
                    "{} does not name our PostgreSQL any more, which is ended at once (process {})",
                    pidFile.file(),
                    server.pid());
            end(server.process());
        }
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit()
                .completeOnTimeout(process, IMMEDIATE_STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /// Clears the way for a start: stops a server that is not meant to run any more, takes a
    /// stranger's number out of `postmaster.pid`, and ends what a killed server has left behind.
    void stopLeftover() throws IOException {
        var named = pidFile.named();
        // PostgreSQL itself sees through the number of a dead process
        if (named.isPresent() && ProcessHandle.of(named.getAsLong()).isPresent()) {
            stopNamed(named.getAsLong());
        }
        processes.endOrphans();
    }

    private void stopNamed(long pid) throws IOException {
        if (processes.isFirst(pid)) {
            LOG.info(
                    "PostgreSQL was left running over {} (process {}); stopping it",
                    folder.root(),
                    pid);
            stop(LEFTOVER_STOP_LIMIT);
        } else {
            LOG.info("postmaster.pid names process {}, which runs no PostgreSQL here", pid);
            pidFile.disown();
        }
    }

    private void stop(Duration limit) throws IOException {
        if (stopBy("fast", limit).well()) {
            return;
        }
        LOG.warn("PostgreSQL did not stop within {}; stopping it at once", limit);
        var ended = stopBy("immediate", IMMEDIATE_STOP_LIMIT);
        if (!ended.well() && pidFile.named().isPresent()) {
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
}
