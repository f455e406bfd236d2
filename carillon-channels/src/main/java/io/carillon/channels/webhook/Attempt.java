package io.carillon.channels.webhook;

import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.protocol.HttpContext;

/// What is known of one attempt while it runs: whether the right to send had lapsed, whether its
/// first byte may have left and on a used connection, whether its time ran out. The watchdog writes
/// the last, the sending thread the others.
final class Attempt {
    private static final String ATTRIBUTE = Attempt.class.getName();

    private final BooleanSupplier lease;
    private volatile boolean withheld;
    private volatile boolean begun;
    private volatile boolean reused;
    private volatile boolean expired;

    Attempt(BooleanSupplier lease) {
        this.lease = lease;
    }

    static Attempt of(HttpContext context) {
        if (context.getAttribute(ATTRIBUTE) instanceof Attempt attempt) {
            return attempt;
        }
        throw new IllegalStateException("a request was executed outside of an attempt");
    }

    void accompany(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    boolean hasLease() {
        withheld = !lease.getAsBoolean();
        return !withheld;
    }

    void begin(boolean onUsedConnection) {
        begun = true;
        reused = onUsedConnection;
    }

    void expire() {
        expired = true;
    }

    boolean withheld() {
        return withheld;
    }

    boolean begun() {
        return begun;
    }

    boolean reused() {
        return reused;
    }

    boolean expired() {
        return expired;
    }
}
