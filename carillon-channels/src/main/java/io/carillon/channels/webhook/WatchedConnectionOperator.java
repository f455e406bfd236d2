package io.carillon.channels.webhook;

import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
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
