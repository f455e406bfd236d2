package io.carillon.trials.bench;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/// Who was handled, how often, and how late. Whoever is none of these was handled before, so that
/// this is once too often.
final class Handled implements Contestant.Handler {
    private static final double MICROS = 1e3;

    private final Dues dues;
    private final InstantSource clock;
    private final AtomicIntegerArray times;
    private final AtomicLongArray lateMicros;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();

    Handled(Dues dues, InstantSource clock) {
        this.dues = dues;
        this.clock = clock;
        this.times = new AtomicIntegerArray(dues.count());
        this.lateMicros = new AtomicLongArray(dues.count());
    }

    @Override
    public void handle(int number) {
        int index = number - dues.from();
        if (index < 0 || index >= dues.count()) {
            strangers.incrementAndGet();
            return;
        }
        long late = Math.round(dues.of(number).until(clock.instant()).toNanos() / MICROS);
        if (times.incrementAndGet(index) == 1) {
            lateMicros.set(index, late);
        }
        count.incrementAndGet();
    }

    int count() {
        return count.get();
    }

    /// Whether fewer were handled than there are.
    boolean isShort() {
        return count.get() < dues.count();
    }

    long lost() {
        return indexes().filter(index -> times.get(index) == 0).count();
    }

    long twice() {
        return strangers.get() + indexes().filter(index -> times.get(index) > 1).count();
    }

    /// How late they were, in milliseconds.
    Distribution lateness() {
        return Distribution.of(indexes().mapToDouble(index -> lateMicros.get(index) / MICROS));
    }

    /// Of those that no figures tell of: that none was lost, and none handled twice.
    void check() {
        if (lost() + twice() > 0) {
            throw new IllegalStateException(
                    "of those that are not counted %d were lost and %d handled twice"
                            .formatted(lost(), twice()));
        }
    }

    private IntStream indexes() {
        return IntStream.range(0, dues.count());
    }
}
