package io.carillon.channels.webhook;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One daemon thread that ends what takes too long. A socket's own timeout cannot: it bounds each
/// wait, and a receiver that sends a byte a second never lets one run out.
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor alarms =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("webhook-watchdog").factory());

    Watchdog() {
        // Else every finished send would be remembered until its limit: half a million of them at
        // 50,000 a second.
        alarms.setRemoveOnCancelPolicy(true);
    }

    /// Runs `bite` once the time is over, unless cancelled before. It runs on a thread of its own,
    /// so that closing one connection, which may block, does not delay the others.
    Future<?> after(Duration time, Runnable bite) {
        return alarms.schedule(() -> runApart(bite), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void runApart(Runnable bite) {
        try {
            Thread.ofVirtual().name("webhook-bite").start(bite);
        } catch (OutOfMemoryError _) {
            bite.run(); // no thread can be had
        }
    }

    void every(Duration time, Runnable chore) {
        Future<?> _ =
                alarms.scheduleWithFixedDelay(
                        chore, time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// How many alarms are set.
    int size() {
        return alarms.getQueue().size();
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
