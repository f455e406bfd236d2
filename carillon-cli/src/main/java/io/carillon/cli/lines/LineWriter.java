package io.carillon.cli.lines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Whole lines on their way out: gathered while there is more to do, and written at the latest a
/// moment later. What fails is kept for whoever asks, and all later lines are dropped.
final class LineWriter {
    private static final int GATHERED_MAX = 64 * 1024;
    private static final long WRITTEN_WITHIN_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration END_WAITS_MAX = Duration.ofSeconds(1);

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private long writtenAtNanos = System.nanoTime();
    private Optional<IOException> failure = Optional.empty();
    private boolean ended;

    LineWriter(OutputStream out) {
        this.out = out;
    }

    void write(byte[] line) {
        lock.lock();
        try {
            if (ended || failure.isPresent()) {
                return;
            }
            gathered.writeBytes(line);
            gathered.write('\n');
            if (gathered.size() >= GATHERED_MAX
                    || System.nanoTime() - writtenAtNanos >= WRITTEN_WITHIN_NANOS) {
                writeGathered();
            }
        } finally {
            lock.unlock();
        }
    }

    void flush() {
        lock.lock();
        try {
            writeGathered();
        } finally {
            lock.unlock();
        }
    }

    /// Why nothing can be written any more, if so.
    Optional<IOException> failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /// Writes what was gathered, and from then on nothing: the last line is a whole one. It does
    /// not wait for ever on a reader who does not read.
    void end() {
        try {
            if (lock.tryLock(END_WAITS_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    writeGathered();
                    ended = true;
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeGathered() {
        writtenAtNanos = System.nanoTime();
        if (ended || failure.isPresent() || gathered.size() == 0) {
            return;
        }
        try {
            gathered.writeTo(out);
            out.flush();
        } catch (IOException e) {
            failure = Optional.of(e);
        }
        gathered.reset();
    }
}
