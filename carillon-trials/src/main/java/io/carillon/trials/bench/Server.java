package io.carillon.trials.bench;

import io.carillon.trials.fire.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The real server, as `./carillon up` starts it: unpacked, with a cache of the classes that it
/// loads. The script says where it is, and with which options of the JVM it starts it.
final class Server {
    private static final String UNPACKED = "CARILLON_BENCH_SERVER";
    private static final String OPTIONS = "CARILLON_BENCH_JVM_OPTIONS";

    private Server() {}

    /// Over this folder, and a PostgreSQL of its own unless it is told of another.
    static NodeProcess start(Path folder, Map<String, String> environment) throws IOException {
        Path unpacked = Path.of(told(UNPACKED));
        List<String> options = new ArrayList<>(options());
        options.add("-XX:AOTCache=" + unpacked.resolve("classes.aot"));
        options.addAll(List.of("-Xlog:aot*=off", "-Xlog:cds*=off"));
        return NodeProcess.start(
                "bench",
                folder,
                new NodeProcess.Command(
                        unpacked.resolve("carillon-server.jar"), options, environment));
    }

    /// Those of the JVM.
    static List<String> options() {
        return List.of(told(OPTIONS).split(" ", -1));
    }

    private static String told(String name) {
        return Optional.ofNullable(System.getenv(name))
                .orElseThrow(() -> new IllegalStateException(name + " is not set"));
    }

    static Map<String, String> outside(BenchDatabase database, String url) {
        return Map.of(
                "CARILLON_DATABASE_URL",
                url,
                "CARILLON_DATABASE_USER",
                database.user(),
                "CARILLON_DATABASE_PASSWORD",
                database.password());
    }

    /// What of it is in memory now.
    static double residentMegabytes(NodeProcess server) throws IOException {
        return megabytes(server.pid(), "VmRSS:");
    }

    /// What Linux tells of a process by this name.
    static double megabytes(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(fact -> fact.startsWith(name))
                .mapToDouble(fact -> Double.parseDouble(fact.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
