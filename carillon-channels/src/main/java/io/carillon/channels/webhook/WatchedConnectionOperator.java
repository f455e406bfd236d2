package io.carillon.channels.webhook;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Opens connections, but begins no connect and no handshake once the attempt's time is up.
///
/// The client's own operator tries a name's addresses one after the other and does not see that the
/// request was cancelled meanwhile: each dead address would cost a whole connect timeout more.
final class WatchedConnectionOperator extends DefaultHttpClientConnectionOperator {
    WatchedConnectionOperator(
            @Nullable SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
        super(
                ports,
                names,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(URIScheme.HTTPS.id, tls)
                        .build());
    }

    /// The client binds a connection that was cancelled while it was being opened to its new socket
    /// all the same, and has forgotten it by then: nobody would close that socket.
    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            @Nullable NamedEndpoint name,
            @Nullable Path unixSocket,
            @Nullable InetSocketAddress local,
            Timeout timeout,
            SocketConfig config,
            @Nullable Object attachment,
            HttpContext context)
            throws IOException {
        super.connect(
                connection, host, name, unixSocket, local, timeout, config, attachment, context);
        try {
            stopWhenExpired(context);
        } catch (CancellationException e) {
            connection.getSocket().close();
            throw e;
        }
    }

    @Override
    protected void onBeforeSocketConnect(HttpContext context, HttpHost target) {
        stopWhenExpired(context);
    }

    @Override
    protected void onBeforeTlsHandshake(HttpContext context, HttpHost target) {
        stopWhenExpired(context);
    }

    private static void stopWhenExpired(HttpContext context) {
        if (Attempt.of(context).expired()) {
            throw new CancellationException("the attempt's time is up");
        }
    }
}
