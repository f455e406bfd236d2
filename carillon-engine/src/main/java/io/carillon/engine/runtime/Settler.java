package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.Deliveries;
import io.carillon.engine.delivery.Doubts;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Settlement;
import io.carillon.engine.delivery.SqlErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/// Writes down what was decided of ended leases, as many at once as end within a moment: while one
/// batch is being committed, the next one gathers.
final class Settler {
    private static final int BATCH = 1_000;

    /// How long a batch gathers. What is sent and not settled is sent again if this node dies.
    private static final Duration GATHERING = Duration.ofMillis(5);

    /// Whose turn failed must not wait for the next one to say that it works again.
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration FLUSH_MAX = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final DueClock clock;
    private final Leases leases;
    private final Consumer<List<Settled>> settled;
    private final EngineEvent.Listener events;
    private final BlockingQueue<Settled> ended = new LinkedBlockingQueue<>();
    private final Set<Lease> written = ConcurrentHashMap.newKeySet();
    private final LongAdder lost = new LongAdder();

    /// One thread gathers at a time, so that the others do not get the half of its batch.
    private final ReentrantLock gathering = new ReentrantLock();

    /// `settled` is told what was settled, and so let go.
    Settler(
            Jdbi jdbi,
            DueClock clock,
            Leases leases,
            Consumer<List<Settled>> settled,
            EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.leases = leases;
        this.settled = settled;
        this.events = events;
    }

    void add(Settled settled) {
        ended.add(settled);
    }

    /// Waits a while for a lease to end, then settles it with all others that end within a moment.
    void settleNext() throws InterruptedException {
        List<Settled> batch = new ArrayList<>();
        if (!gathering.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        try {
            Settled next = ended.poll(WAIT.toMillis(), TimeUnit.MILLISECONDS);
            long until = System.nanoTime() + GATHERING.toNanos();
            while (next != null) {
                batch.add(next);
                ended.drainTo(batch, BATCH - batch.size());
                long rest = until - System.nanoTime();
                next =
                        batch.size() < BATCH && rest > 0
                                ? ended.poll(rest, TimeUnit.NANOSECONDS)
                                : null;
            }
        } catch (InterruptedException e) {
            ended.addAll(batch);
            throw e;
        } finally {
            gathering.unlock();
        }
        if (!batch.isEmpty()) {
            settle(batch);
        }
    }

    /// Settles what has ended so far.
    void flush() {
        while (!ended.isEmpty()) {
            List<Settled> batch = new ArrayList<>();
            ended.drainTo(batch, BATCH);
            settle(batch);
        }
    }

    /// The same, and tries again for so long where the database is away: what is not settled goes
    /// again.
    void flushForGood() {
        long deadline = System.nanoTime() + FLUSH_MAX.toNanos();
        while (true) {
            try {
                flush();
                return;
            } catch (RuntimeException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    /// How many settlements were refused, because another life of a node had taken over.
    long lost() {
        return lost.sum();
    }

    private void settle(List<Settled> batch) {
        List<Settled> refused;
        try {
            refused = jdbi.inTransaction(handle -> Doubts.settle(handle, clock.instant(), batch));
        } catch (RuntimeException | Error e) {
            if (SqlErrors.isOfTheData(e) && settleApart(batch, SqlErrors.reason(e))) {
                return;
            }
            // Perhaps it was committed and only the answer was lost: writing it again then changes
            // nothing.
            batch.forEach(one -> written.add(one.lease()));
            ended.addAll(batch);
            throw e;
        }
        leases.settled(batch);
        settled.accept(batch);
        try {
            refused.stream().filter(one -> !wasWritten(one)).forEach(this::wasLost);
        } finally {
            if (!written.isEmpty()) {
                batch.forEach(one -> written.remove(one.lease()));
            }
        }
    }

    private void wasLost(Settled refused) {
        events.on(new EngineEvent.LeaseLost(refused.lease().id()));
        lost.increment();
    }

    /// One that the database refuses keeps no other from being settled, and is parked; false when
    /// that is refused as well.
    private boolean settleApart(List<Settled> batch, String refusal) {
        if (batch.size() == 1) {
            Settled one = batch.getFirst();
            if (one.settlement() instanceof Settlement.Parked) {
                return false;
            }
            String why = "its settlement failed: " + refusal;
            settle(List.of(one.parked(why)));
            events.on(new EngineEvent.DeliveryParked(one.lease().id(), why));
            return true;
        }
        int half = batch.size() / 2;
        List<Settled> second = batch.subList(half, batch.size());
        try {
            settle(batch.subList(0, half));
        } catch (RuntimeException | Error e) {
            ended.addAll(second);
            throw e;
        }
        settle(second);
        return true;
    }

    /// Whether it is refused only because it was written before, and the answer was lost.
    private boolean wasWritten(Settled refused) {
        return written.contains(refused.lease())
                && jdbi.withHandle(handle -> Deliveries.isWritten(handle, refused));
    }
}
