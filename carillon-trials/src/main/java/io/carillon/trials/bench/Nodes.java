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
import java.util.Map;
import java.util.stream.IntStream;

/// One engine or two, each in a process of its own, over one database: first for some that are not
/// counted, then for a herd, from its instant on until the database says of each that it was
/// handled. The database keeps account of all that waits for a lock meanwhile.
final class Nodes implements AutoCloseable {
    static final String ONE = "one";
    static final String TWO = "two";
    static final String WAITS = "waits for a lock, 1 ms";
    static final String LEAST = "share of the lesser node";

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
        return turn.overTellingDatabase(database -> {
            CarillonEngine.migrate(database);
            Instant begun = Work.now();
            int count = turn.contestant().equals(TWO) ? 2 : 1;
            // Three times as many as elsewhere, for one engine and for two alike: so that both have
            // the same tables, and the heap of each engine has grown before.
            int warmUp = 3 * turn.warmUp();
            int all = warmUp + turn.count();
            People.insert(database, Tenant.DEFAULT, Dues.at(0, begun, warmUp));
            database.settle();
            try (Nodes nodes = new Nodes(database, turn.folder(), count)) {
                nodes.awaitEnd(warmUp);
                Instant due = Work.now().plus(LEAD);
                People.insert(database, Tenant.DEFAULT, Dues.at(warmUp, due, turn.count()));
                database.settle();
                if (Work.now().isAfter(due)) {
                    throw new IllegalStateException("to insert took longer than " + LEAD);
                }
                long before = database.waitsForLocks();
                Meter meter = new Meter(database, due);
                Duration cpuBefore = nodes.cpu();
                List<Long> handledBefore = nodes.handledEach();
                nodes.awaitHandled(all);
                Work.await(database::sendsNothing);
                double seconds = Duration.between(due, Work.now()).toNanos() / 1e9;
                Duration cpu = nodes.cpu().minus(cpuBefore);
                Map<String, Double> costs = meter.read(turn.count());
                Work.awaitNoneOpen(database);
                double least = nodes.leastHandled(handledBefore) / (double) turn.count();
                nodes.end();
                Handled handled = new Handled(Dues.at(0, begun, all), Work.CLOCK);
                nodes.tell(handled);
                return Figures.of(
                                "shipped defaults, a JVM for each, after %,d that are not counted"
                                        .formatted(warmUp))
                        .with("a second", turn.count() / seconds)
                        .with("seconds", seconds)
                        .with("jvms us each", cpu.toNanos() / 1e3 / turn.count())
                        .with("pg us each", costs.getOrDefault("pg us each", Double.NaN))
                        .with("wal B each", costs.getOrDefault("wal B each", Double.NaN))
                        .with("commits", costs.getOrDefault("commits", Double.NaN))
                        .with("dead tuples", costs.getOrDefault("dead tuples", Double.NaN))
                        .with(WAITS, database.waitsForLocks() - before)
                        .with(LEAST, least)
                        .with(handled);
            }
        });
    }

    /// What all of them have taken so far.
    private Duration cpu() {
        return processes.stream()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// Until so many were handled, and the database says so.
    private void awaitEnd(int count) throws Exception {
        awaitHandled(count);
        Work.awaitNoneOpen(database);
    }

    private void awaitHandled(int count) throws Exception {
        Work.await(() -> handled() >= count || !allLive());
        if (!allLive()) {
            throw new IllegalStateException("a node has ended before its time");
        }
    }

    private boolean allLive() {
        return processes.stream().allMatch(Process::isAlive);
    }

    private long handled() throws IOException {
        return handledEach().stream().mapToLong(Long::longValue).sum();
    }

    private List<Long> handledEach() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (Path file : files) {
            numbers.add(numbersIn(file));
        }
        return numbers;
    }

    /// How many the lesser of them has handled since.
    private long leastHandled(List<Long> before) throws IOException {
        List<Long> now = handledEach();
        return IntStream.range(0, now.size())
                .mapToLong(i -> now.get(i) - before.get(i))
                .min()
                .orElse(0);
    }

    private static long numbersIn(Path file) throws IOException {
        return Files.size(file) / Integer.BYTES;
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
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IllegalStateException("a node ended with " + exit);
            }
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
