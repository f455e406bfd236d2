package io.carillon.trials.bench;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/// Who was handled, how often, and how late.
final class Handled implements Contestant.Handler {
    private static final double MICROS = 1e3;

    private final Dues dues;
    private final InstantSource clock;
    private final AtomicIntegerArray times;
    private final AtomicLongArray lateMicros;
    private final AtomicInteger count = new AtomicInteger();

    Handled(Dues dues, InstantSource clock) {
        this.dues = dues;
        this.clock = clock;
        this.times = new AtomicIntegerArray(dues.count());
        this.lateMicros = new AtomicLongArray(dues.count());
    }

    @Override
    public void handle(int number) {
        long late = Math.round(dues.of(number).until(clock.instant()).toNanos() / MICROS);
        if (times.incrementAndGet(number) == 1) {
            lateMicros.set(number, late);
        }
        count.incrementAndGet();
    }

    /// Whether fewer were handled than there are.
    boolean isShort() {
        return count.get() < dues.count();
    }

    long lost() {
        return numbers().filter(number -> times.get(number) == 0).count();
    }

    long twice() {
        return numbers().filter(number -> times.get(number) > 1).count();
    }

    /// How late they were, in microseconds, in order.
    long[] lateness() {
        return numbers().mapToLong(lateMicros::get).sorted().toArray();
    }

    static long percentile(long[] ordered, double part) {
        int at = (int) Math.ceil(part * ordered.length) - 1;
        return ordered.length == 0 ? 0 : ordered[Math.max(0, at)];
    }

    private IntStream numbers() {
        return IntStream.range(0, dues.count());
    }
}
