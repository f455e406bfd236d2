package io.carillon.trials.bench;

import io.carillon.trials.fire.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The real server, as `./carillon up` starts it: unpacked, with a cache of the classes that it
/// loads. The script says where it is.
final class Server {
    private static final String UNPACKED = "CARILLON_BENCH_SERVER";

    private Server() {}

    /// Over this folder, and a PostgreSQL of its own unless it is told of another.
    static NodeProcess start(Path folder, Map<String, String> environment) throws IOException {
        Path unpacked =
                Path.of(
                        Optional.ofNullable(System.getenv(UNPACKED))
                                .orElseThrow(
                                        () -> new IllegalStateException(UNPACKED + " is not set")));
        List<String> options =
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:AOTCache=" + unpacked.resolve("classes.aot"),
                        "-Xlog:aot*=off",
                        "-Xlog:cds*=off");
        return NodeProcess.start(
                "bench",
                folder,
                new NodeProcess.Command(
                        unpacked.resolve("carillon-server.jar"), options, environment));
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
        return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                .filter(fact -> fact.startsWith("VmRSS:"))
                .mapToDouble(fact -> Double.parseDouble(fact.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
