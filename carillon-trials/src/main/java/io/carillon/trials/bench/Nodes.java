package io.carillon.trials.bench;

import io.carillon.engine.Tenant;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One engine or two, each in a process of its own, over one database: first for some that are not
/// counted, then for a herd, from its instant on until the database says of each that it was
/// handled. What waits for a lock meanwhile is looked at all the time.
final class Nodes implements AutoCloseable {
    static final String ONE = "one";
    static final String TWO = "two";
    static final String WAITS = "seen to wait for a lock";

    private static final Duration LEAD = Duration.ofSeconds(10);

    private final BenchDatabase database;
    private final List<Process> processes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    private Nodes(BenchDatabase database, Path folder, int count) throws IOException {
        this.database = database;
        for (int i = 1; i <= count; i++) {
            Path file = Files.createFile(folder.resolve("node-" + i));
            files.add(file);
            processes.add(
                    Java.of(
                                    Node.class,
                                    "node-" + i,
                                    file.toString(),
                                    database.url(),
                                    database.user(),
                                    database.password())
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.INHERIT)
                            .start());
        }
    }

    static Figures turn(Turn turn) throws Exception {
        return turn.overDatabase(database -> {
            CarillonEngine.migrate(database);
            Instant begun = Work.now();
            int all = turn.warmUp() + turn.count();
            People.insert(database, Tenant.DEFAULT, Dues.at(0, begun, turn.warmUp()));
            database.settle();
            int count = turn.contestant().equals(TWO) ? 2 : 1;
            try (Nodes nodes = new Nodes(database, turn.folder(), count)) {
                nodes.awaitEnd(turn.warmUp());
                Instant due = Work.now().plus(LEAD);
                People.insert(database, Tenant.DEFAULT, Dues.at(turn.warmUp(), due, turn.count()));
                database.settle();
                if (Work.now().isAfter(due)) {
                    throw new IllegalStateException("to insert took longer than " + LEAD);
                }
                int waits = nodes.awaitEnd(all);
                double seconds = Duration.between(due, Work.now()).toNanos() / 1e9;
                nodes.end();
                Handled handled = new Handled(Dues.at(0, begun, all), Work.CLOCK);
                nodes.tell(handled);
                return Figures.of("shipped defaults, each in a JVM of its own")
                        .with("a second", turn.count() / seconds)
                        .with("seconds", seconds)
                        .with(WAITS, waits)
                        .with(handled);
            }
        });
    }

    /// Until so many were handled, and the database says so; how often anybody was seen to wait for
    /// a lock.
    private int awaitEnd(int count) throws Exception {
        int[] waits = {0};
        Work.await(() -> {
            waits[0] += (int) database.waitingForLocks();
            return handled() >= count || processes.stream().anyMatch(process -> !process.isAlive());
        });
        Work.await(() -> database.open() == 0);
        return waits[0];
    }

    private long handled() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes / Integer.BYTES;
    }

    private void tell(Contestant.Handler handler) throws IOException {
        for (Path file : files) {
            ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file));
            while (numbers.hasRemaining()) {
                handler.handle(numbers.getInt());
            }
        }
    }

    private void end() throws IOException, InterruptedException {
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        for (Process process : processes) {
            process.waitFor();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
