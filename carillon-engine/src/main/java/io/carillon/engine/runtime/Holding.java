package io.carillon.engine.runtime;

import io.carillon.engine.RealTime;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Holds;
import io.carillon.engine.delivery.Holds.Hold;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// Whether sending is held, as this node last saw it: a row for all nodes, so that it outlives
/// their processes. Each claim asks for that row anew; what is remembered here only spares the
/// asking.
public final class Holding {
    private final Jdbi jdbi;
    private final String node;
    private final RealTime time;
    private final Runnable wake;
    private final EngineEvent.Listener events;
    private volatile Optional<Hold> seen = Optional.empty();

    Holding(Jdbi jdbi, String node, RealTime time, Runnable wake, EngineEvent.Listener events) {
        this.jdbi = jdbi;
        this.node = node;
        this.time = time;
        this.wake = wake;
        this.events = events;
    }

    /// The hold as this node last saw it, within the last five seconds while the database answers.
    public Optional<Hold> seen() {
        return seen;
    }

    /// Nothing more is claimed from now on, on any node, until [#release]; what was claimed before
    /// is sent.
    public void hold() {
        Hold hold = new Hold(time.wall().instant(), node);
        jdbi.useHandle(handle -> Holds.hold(handle, hold));
        look();
    }

    /// Ends the hold; false when there was none.
    public boolean release() {
        boolean released = jdbi.withHandle(Holds::release);
        look();
        return released;
    }

    /// Looks whether there is a hold, and says when that has changed.
    synchronized void look() {
        Optional<Hold> now = jdbi.withHandle(Holds::find);
        Optional<Hold> before = seen;
        seen = now;
        if (now.isPresent() && before.isEmpty()) {
            events.on(new EngineEvent.SendingHeld(now.get()));
        } else if (now.isEmpty() && before.isPresent()) {
            events.on(new EngineEvent.SendingReleased());
            wake.run();
        }
    }
}
