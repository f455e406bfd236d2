package io.carillon.engine.runtime;

import io.carillon.engine.RealTime;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// This process among the others: a row with a counter that it raises every two seconds. While it
/// does, what it leased is its own; when it could not for a while, it stops by itself, before
/// anyone else may take over.
///
/// The trust is counted from the *beginning* of the last beat that hit its row: [#TRUSTED] is less
/// than the time after which the others declare a silent node dead. It is counted on the monotonic
/// clock; and because that clock stands still while a machine is suspended, a beat is due at once
/// when the wall clock has moved on without it.
final class Node {
    private static final Duration TRUSTED = Duration.ofSeconds(5);
    private static final Duration CLOCKS_APART_MAX = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final String name;
    private final boolean claims;
    private final RealTime time;
    private final ClockReadings clockReadings;
    private final EngineEvent.Listener events;
    private volatile Life life;

    /// Is told what the database's clock said to a question asked at `askedNanos`.
    interface ClockReadings {
        void took(long askedNanos, Instant reading);
    }

    /// One life of this process, when its last good beat began, on both clocks, and whether there
    /// were others then.
    private record Life(UUID incarnation, long beatAtNanos, Instant beatAt, boolean others) {}

    /// Registers this process. `clockReadings` is told what the database's clock said, and when it
    /// was asked.
    Node(
            Jdbi jdbi,
            String name,
            boolean claims,
            RealTime time,
            ClockReadings clockReadings,
            EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.name = name;
        this.claims = claims;
        this.time = time;
        this.clockReadings = clockReadings;
        this.events = events;
        this.life = born();
        beat();
    }

    UUID incarnation() {
        return life.incarnation();
    }

    /// Raises the counter. When others have declared this life dead, a new one begins: what the old
    /// one had leased is theirs now.
    synchronized void beat() {
        long nanos = time.nanos().getAsLong();
        Instant asked = time.wall().instant();
        Optional<Nodes.Beat> told = jdbi.withHandle(handle -> Nodes.beat(handle, incarnation()));
        if (told.isEmpty()) {
            events.on(new EngineEvent.NodeDisowned(name, incarnation()));
            life = born();
            return;
        }
        clockReadings.took(nanos, told.get().now());
        life = new Life(incarnation(), nanos, asked, told.get().others());
    }

    /// Whether there are others, as far as the last beat knows.
    boolean hasOthers() {
        return life.others();
    }

    /// Whether a lease of this life may still be used; asked just before the first byte leaves. It
    /// may not when nobody can say.
    boolean holds(UUID incarnation) {
        Trust trust = trust(incarnation);
        if (trust == Trust.IN_DOUBT) {
            try {
                beat();
            } catch (RuntimeException e) {
                return false; // the loop that beats says so
            }
            trust = trust(incarnation); // the beat may have taken long as well
        }
        return trust == Trust.HELD;
    }

    /// Whether this life's own leases may be used, as far as is known without asking the database.
    boolean isTrusted() {
        return trust(incarnation()) == Trust.HELD;
    }

    private enum Trust {
        HELD,
        LOST,
        /// The two clocks disagree about how long ago the last beat was.
        IN_DOUBT
    }

    private Trust trust(UUID incarnation) {
        Life present = life;
        Duration monotonic = Duration.ofNanos(time.nanos().getAsLong() - present.beatAtNanos());
        if (!present.incarnation().equals(incarnation) || monotonic.compareTo(TRUSTED) >= 0) {
            return Trust.LOST;
        }
        Duration apart =
                Duration.between(present.beatAt(), time.wall().instant()).minus(monotonic).abs();
        return apart.compareTo(CLOCKS_APART_MAX) <= 0 ? Trust.HELD : Trust.IN_DOUBT;
    }

    /// Ends this life in order.
    void end() {
        jdbi.useHandle(handle -> Nodes.remove(handle, incarnation()));
    }

    private Life born() {
        long nanos = time.nanos().getAsLong();
        Instant now = time.wall().instant();
        UUID incarnation = UUID.randomUUID();
        jdbi.useHandle(handle -> Nodes.register(handle, incarnation, name, claims, now));
        events.on(new EngineEvent.NodeStarted(name, incarnation));
        return new Life(incarnation, nanos, now, true);
    }
}
