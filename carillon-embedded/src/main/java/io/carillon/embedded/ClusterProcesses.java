package io.carillon.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which of the machine's processes are PostgreSQL's over one cluster: its first one, and those
/// that this one has forked.
record ClusterProcesses(Path cluster) {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterProcesses.class);

    private static final int LOOKS_MAX = 100;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /// Is this process the first `postgres` over our cluster, found by its command line or its
    /// folder?
    boolean isFirst(long pid) {
        var words = commandLine(pid);
        return !words.isEmpty()
                && Path.of(words.getFirst()).endsWith("postgres")
                && (words.contains(cluster.toString()) || worksIn(pid));
    }

    /// Ends whatever PostgreSQL still runs over our cluster without a first process that could be
    /// asked to: sessions of one that was killed, which would keep its shared memory, and so the
    /// cluster, from a new one. What they have committed is in the log that the next start replays.
    /// Where processes do not show their folders it finds none; most end by themselves.
    void endOrphans() {
        for (int look = 0; look < LOOKS_MAX; look++) {
            var orphans = ProcessHandle.allProcesses().filter(this::isPostgres).toList();
            if (orphans.isEmpty()) {
                return;
            }
            orphans.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        LOG.warn("Processes of a PostgreSQL that was killed still work in {}", cluster);
    }

    private boolean isPostgres(ProcessHandle process) {
        return worksIn(process.pid())
                && commandLine(process.pid()).stream()
                        .limit(1)
                        .anyMatch(word ->
                                word.startsWith("postgres: ") // as a session calls itself
                                        || Path.of(word).endsWith("postgres"));
    }

    /// Is our cluster this process's current folder?
    boolean worksIn(long pid) {
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
            return ProcessHandle.of(pid).map(ClusterProcesses::commandLine).orElse(List.of());
        }
    }

    private static List<String> commandLine(ProcessHandle process) {
        var info = process.info();
        var words = new ArrayList<String>();
        info.command().ifPresent(words::add);
        info.arguments().map(List::of).ifPresent(words::addAll);
        return words;
    }
}
