package io.carillon.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which of the machine's processes are PostgreSQL's over one cluster: its first one, and those
/// that this one has forked.
record ClusterProcesses(Path cluster) {

    /// Is this process the first `postgres` over our cluster, found by its folder or its command
    /// line?
    boolean isFirst(long pid) {
        var words = commandLine(pid);
        return !words.isEmpty()
                && Path.of(words.getFirst()).endsWith("postgres")
                && (worksIn(cluster, pid) || words.contains(cluster.toString()));
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
