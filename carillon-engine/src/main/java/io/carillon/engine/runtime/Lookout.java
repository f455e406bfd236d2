package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What waits, as the claiming loop last saw it, and whether the loop waits for room.
///
/// While nothing waits, and nothing that this node knows of has put anything there, it looks only
/// now and then: for what others have put there. Whoever reads the due instants looks along.
final class Lookout {
    static final Duration EVERY = Duration.ofSeconds(1);

    private final Supplier<List<Waiting>> look;
    private final long everyNanos;
    private final LongSupplier nanos;
    private final Runnable wake;
    private volatile List<Waiting> seen = List.of();
    private volatile boolean changed = true;
    private volatile boolean wantsRoom;
    private long lookedAt;

    /// `wake` is told when what was settled is what the loop waits for: room, or something else
    /// that may go. It says nothing of what is due.
    Lookout(Supplier<List<Waiting>> look, Duration every, LongSupplier nanos, Runnable wake) {
        this.look = look;
        this.everyNanos = every.toNanos();
        this.nanos = nanos;
        this.wake = wake;
    }

    List<Waiting> look() {
        if (changed || !seen.isEmpty() || nanos.getAsLong() - lookedAt >= everyNanos) {
            look(look);
        }
        return seen;
    }

    /// Looks by what somebody reads anyway.
    void look(Supplier<List<Waiting>> reading) {
        long now = nanos.getAsLong();
        changed = false; // what changes from now on is looked for again
        try {
            seen = reading.get();
            lookedAt = now;
        } catch (RuntimeException e) {
            changed = true;
            throw e;
        }
    }

    /// Whether something waited when it last looked.
    boolean sawSomething() {
        return !seen.isEmpty();
    }

    /// Something may wait that did not.
    void changed() {
        changed = true;
    }

    /// Whether something is due that there was no room for.
    void wantsRoom(boolean wants) {
        wantsRoom = wants;
    }

    void settled(Collection<Settled> batch) {
        if (wantsRoom || !seen.isEmpty() || !batch.stream().allMatch(Settled::isDelivered)) {
            changed = true;
            wake.run();
        }
    }
}
