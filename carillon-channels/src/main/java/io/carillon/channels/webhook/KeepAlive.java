package io.carillon.channels.webhook;

import java.net.SocketException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/// Whether a connection is kept for the next send, and for how long.
///
/// A kept connection that its receiver closes is the one way to lose a request for nothing: it is
/// written, nobody reads it, and what became of it is unknown. Three things keep that rare. An idle
/// connection lives for a second at most, which is less than common receivers grant. One that has
/// been idle for [#LOOKED_AT_AFTER] is looked at before it is used; that wait of a millisecond
/// would cost more than the request if it came before each one. And a receiver that closes its
/// connections right behind an answer, without announcing it, gives itself away by losing one: then
/// each send has a connection of its own for a while.
final class KeepAlive implements ConnectionReuseStrategy, ConnectionKeepAliveStrategy {
    static final Duration IDLE_MAX = Duration.ofSeconds(1);
    static final Duration LOOKED_AT_AFTER = Duration.ofMillis(10);
    static final Duration DISTRUST = Duration.ofMinutes(5);

    private static final long TRUSTED = Long.MIN_VALUE;

    private final LongSupplier nanos;
    private volatile long distrustedAt = TRUSTED;

    /// `nanos` is a monotonic clock.
    KeepAlive(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Takes note of how a request failed on a connection that had carried one before.
    void lost(Exception failure) {
        if (failure instanceof NoHttpResponseException || failure instanceof SocketException) {
            distrustedAt = nanos.getAsLong();
        }
    }

    boolean trusted() {
        long at = distrustedAt;
        return at == TRUSTED || nanos.getAsLong() - at >= DISTRUST.toNanos();
    }

    @Override
    public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
        return trusted()
                && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(
                        request, response, context);
    }

    @Override
    public TimeValue getKeepAliveDuration(HttpResponse response, HttpContext context) {
        TimeValue granted =
                DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        TimeValue ours = TimeValue.of(IDLE_MAX);
        return TimeValue.isNonNegative(granted) && granted.compareTo(ours) < 0 ? granted : ours;
    }
}
