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
    private boolean news;
    private Instant until = Instant.MIN;
    private Instant followed = Instant.MIN;

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

    /// The sleeper knows what is due until then.
    void follows(Instant through) {
        lock.lock();
        try {
            followed = through;
        } finally {
            lock.unlock();
        }
    }

    /// Whether something turned up since it was last asked that the sleeper does not know.
    boolean takeNews() {
        lock.lock();
        try {
            boolean taken = news;
            news = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Wakes the sleeper, or keeps it from falling asleep, and has it forget what it knows.
    void wake() {
        lock.lock();
        try {
            news = true;
            signal();
        } finally {
            lock.unlock();
        }
    }

    /// The same, and what it knows to be due still is.
    void signal() {
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
            news |= !dueAt.isAfter(followed);
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
