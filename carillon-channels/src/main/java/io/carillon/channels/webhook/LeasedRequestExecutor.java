package io.carillon.channels.webhook;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/// The last step before the wire. The client calls it once the connection is leased, connected and
/// through its TLS handshake; what follows `begin` is the request's first byte.
///
/// A request interceptor would be one step too early: the client runs interceptors first and then,
/// where the connection has died meanwhile, connects again.
final class LeasedRequestExecutor extends HttpRequestExecutor {
    /// Set in trials, which suspend processes: then each request says at what time of the monotonic
    /// clock the look at its lease began.
    static final String LOOK_SHOWN = "carillon.webhook.look-shown";

    /// In nanoseconds.
    static final String LOOK = "carillon-look";

    /// Takes an Error through the client: on one by itself the client closes its pool, and the
    /// endpoint would be out of reach for good; on an exception it gives up the one connection.
    static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Error error;

        private BrokenOff(Error error) {
            super(null, error, false, false); // there may be no memory for more
            this.error = error;
        }

        Error error() {
            return error;
        }
    }

    private final boolean lookShown = Boolean.getBoolean(LOOK_SHOWN);

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        try {
            return executeLeased(request, connection, information, context);
        } catch (Error e) {
            throw new BrokenOff(e);
        }
    }

    private ClassicHttpResponse executeLeased(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        Attempt attempt = Attempt.of(context);
        if (lookShown) {
            request.setHeader(LOOK, System.nanoTime());
        }
        if (!attempt.hasLease()) {
            throw new IOException("the right to send has lapsed");
        }
        // Asking may have taken long enough for the watchdog to close the connection.
        if (!connection.isOpen()) {
            throw new ConnectionClosedException("closed before the first byte");
        }
        attempt.begin(hasCarriedRequests(connection));
        return super.execute(request, connection, information, context);
    }

    private static boolean hasCarriedRequests(HttpClientConnection connection) {
        EndpointDetails details = connection.getEndpointDetails();
        return details != null && details.getRequestCount() > 0;
    }
}
