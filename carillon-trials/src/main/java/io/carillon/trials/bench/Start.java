package io.carillon.trials.bench;

import io.carillon.trials.fire.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How long the server takes from its process's start until it is ready, over what an earlier start
/// has left, and over nothing; and how much memory it takes when nothing happens.
final class Start {
    static final String OUTSIDE = "outside";
    static final String EMBEDDED = "embedded";
    static final String READY = "ready s";
    static final String MEMORY = "resident MB";

    private static final Duration CALM = Duration.ofSeconds(10);
    private static final String OTHER = "other";

    private Start() {}

    static Figures turn(Turn turn) throws Exception {
        return turn.contestant().equals(EMBEDDED)
                ? times(turn, Map.of(), Map.of(), "with the database that it brings")
                : turn.overDatabase(database -> {
                    database.execute("CREATE DATABASE " + OTHER);
                    String other = database.url().replaceFirst("/[a-z]+$", "/" + OTHER);
                    return times(
                            turn,
                            Server.outside(database, database.url()),
                            Server.outside(database, other),
                            "with a database that runs already");
                });
    }

    private static Figures times(
            Turn turn, Map<String, String> used, Map<String, String> empty, String configuration)
            throws Exception {
        Path again = turn.folder().resolve("again");
        Path first = turn.folder().resolve("first");
        NodeProcess before = Server.start(again, used);
        awaitReady(before);
        before.terminate();
        Figures figures = Figures.of(configuration);
        Timed second = timed(again, used);
        Thread.sleep(CALM);
        figures.with(READY, second.seconds).with(MEMORY, Server.residentMegabytes(second.server));
        second.server.terminate();
        Timed fresh = timed(first, empty);
        fresh.server.terminate();
        return figures.with("ready s, over nothing", fresh.seconds);
    }

    private record Timed(NodeProcess server, double seconds) {}

    private static Timed timed(Path folder, Map<String, String> environment) throws Exception {
        long begun = System.nanoTime();
        NodeProcess server = Server.start(folder, environment);
        awaitReady(server);
        return new Timed(server, (System.nanoTime() - begun) / 1e9);
    }

    private static void awaitReady(NodeProcess server) throws Exception {
        Work.await(() -> server.isReady() || !server.isAlive());
        server.awaitReady(); // says why, if it has ended
    }
}
