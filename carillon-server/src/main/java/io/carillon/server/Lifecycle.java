package io.carillon.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been started, and the order in which it stops. A stop may be asked for at any time,
/// also while something is being started: that step is awaited, and no further one begins.
final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    /// The parts in the order in which they stop. What hands over new tz databases is first; the
    /// engine is before the web, for what it is sending may be on its way to our own inbox.
    enum Part {
        TZDATA,
        ENGINE,
        WEB,
        CHANNEL,
        DATABASES,
        POSTGRES
    }

    /// A stop was asked for before everything was started.
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Map<Part, AutoCloseable> started = new EnumMap<>(Part.class);
    private volatile boolean stopping;

    /// Starts a part and keeps it until the stop.
    synchronized <T extends AutoCloseable> T start(Part part, Supplier<T> starting) {
        T begun = during(starting);
        started.put(part, begun);
        return begun;
    }

    /// Does a step of the start that leaves nothing to stop.
    synchronized <T> T during(Supplier<T> step) {
        if (stopping) {
            throw new Stopped();
        }
        return step.get();
    }

    boolean isStopping() {
        return stopping;
    }

    /// Stops every part in order, whatever one of them says. Idempotent.
    @Override
    public void close() {
        stopping = true;
        stop();
    }

    private synchronized void stop() {
        started.forEach((part, running) -> {
            try {
                running.close();
            } catch (Exception e) {
                LOG.error("{} did not stop in order; the rest is stopped all the same", part, e);
            }
        });
        if (!started.isEmpty()) {
            LOG.info("everything has stopped");
        }
        started.clear();
    }
}
