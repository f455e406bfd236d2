package io.carillon.trials.next;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// `./carillon next` as a process of its own with a small heap: lines go in by its stdin while
/// answers are read, first to warm it up, then in rounds that are measured from the first line in
/// to the last one out.
///
/// `--cli` is its jar; `--lines 400000` says how many a round has, `--rounds 3` how many there are,
/// `--heap 64m` what the heap may be.
public final class NextBench {
    private static final int NANOS = 1_000_000_000;

    private final Process next;
    private final byte[] buffer = new byte[64 * 1024];

    private NextBench(Process next) {
        this.next = next;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = List.of(arguments);
        int lines = Integer.parseInt(option(given, "--lines", "400000"));
        int rounds = Integer.parseInt(option(given, "--rounds", "3"));
        String heap = option(given, "--heap", "64m");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx" + heap,
                        "-jar",
                        option(given, "--cli", "carillon-cli/target/carillon-cli.jar"),
                        "next");
        byte[] items = new Items().draw(lines);
        long start = System.nanoTime();
        Process next =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            System.out.printf(
                    Locale.ROOT, "%,d lines a round, a heap of at most %s%n", lines, heap);
            new NextBench(next).run(items, lines, rounds, start);
        } finally {
            next.destroy();
        }
    }

    private void run(byte[] items, int lines, int rounds, long start)
            throws IOException, InterruptedException {
        answer(Arrays.copyOf(items, 1 + indexOfLineBreak(items)), 1);
        System.out.printf("first answer after %d ms%n", (System.nanoTime() - start) / 1_000_000);
        answer(items, lines);
        long warm = residentKilobytes();
        double[] rates = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Duration cpu = cpu();
            long begin = System.nanoTime();
            answer(items, lines);
            rates[round] = lines / seconds(System.nanoTime() - begin);
            System.out.printf(
                    Locale.ROOT,
                    "round %d  %,9.0f lines/s  %,9.0f lines in a second of CPU time%n",
                    round + 1,
                    rates[round],
                    lines / seconds(cpu().minus(cpu).toNanos()));
        }
        Arrays.sort(rates);
        System.out.printf(
                Locale.ROOT,
                "median   %,9.0f lines/s (%,.0f to %,.0f); at most %,d MB resident, %,d MB before the rounds%n",
                rates[rounds / 2],
                rates[0],
                rates[rounds - 1],
                residentKilobytes() / 1024,
                warm / 1024);
        next.getOutputStream().close();
        if (next.waitFor() != 0) {
            throw new IllegalStateException("next has ended with status " + next.exitValue());
        }
    }

    /// Writes all lines while it reads as many answers.
    private void answer(byte[] items, int lines) throws IOException, InterruptedException {
        Thread writing = Thread.ofPlatform().start(() -> write(items));
        InputStream answers = next.getInputStream();
        int read = 0;
        while (read < lines) {
            int length = answers.read(buffer);
            if (length < 0) {
                throw new IllegalStateException("next has ended after %d answers".formatted(read));
            }
            for (int i = 0; i < length; i++) {
                read += buffer[i] == '\n' ? 1 : 0;
            }
        }
        writing.join();
    }

    private void write(byte[] items) {
        try {
            OutputStream out = next.getOutputStream();
            out.write(items);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Duration cpu() {
        return next.info().totalCpuDuration().orElseThrow();
    }

    /// The most that was ever resident, as Linux tells it; 0 elsewhere.
    private long residentKilobytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(next.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> facts = Files.lines(status)) {
            return facts.filter(fact -> fact.startsWith("VmHWM:"))
                    .mapToLong(fact -> Long.parseLong(fact.replaceAll("[^0-9]", "")))
                    .sum();
        }
    }

    private static int indexOfLineBreak(byte[] items) {
        int at = 0;
        while (items[at] != '\n') {
            at++;
        }
        return at;
    }

    private static double seconds(long nanos) {
        return (double) nanos / NANOS;
    }

    private static String option(List<String> given, String name, String otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : given.get(at + 1);
    }
}
