package io.carillon.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets the loop sleep until something is due, and wakes it when something earlier turns up.
final class Wakeup {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean signalled;
    private Instant until = Instant.MIN;

    /// Sleeps for `time`, or less when woken; `dueAt` is what the sleeper waits for.
    void sleep(Duration time, Instant dueAt) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            until = dueAt;
            long nanos = time.toNanos();
            while (!signalled && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            signalled = false;
            until = Instant.MIN;
        } finally {
            lock.unlock();
        }
    }

    /// Wakes the sleeper, or keeps it from falling asleep.
    void wake() {
        lock.lock();
        try {
            signalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Wakes the sleeper if it would sleep past this instant.
    void wakeFor(Instant dueAt) {
        lock.lock();
        try {
            // Awake, it may already have looked: then it must look once more.
            if (until.equals(Instant.MIN) || dueAt.isBefore(until)) {
                signalled = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
