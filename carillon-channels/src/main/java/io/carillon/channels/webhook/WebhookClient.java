package io.carillon.channels.webhook;

import java.io.IOException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// The HTTP client of one endpoint with everything off that would act on its own: retries (it would
/// send again on a 503), redirects, cookies, authentication, decompression, protocol upgrades.
final class WebhookClient implements AutoCloseable {
    private static final int LINE_LENGTH_MAX = 16 * 1024;
    private static final int HEADERS_MAX = 200;

    private final PoolingHttpClientConnectionManager connections;
    private final KeepAlive keepAlive = new KeepAlive(System::nanoTime);
    private final CloseableHttpClient client;
    private final VettedDnsResolver names;
    private final HttpHost target;

    WebhookClient(WebhookEndpoint endpoint, VettedDnsResolver names) {
        this.names = names;
        this.target = HttpHost.create(endpoint.url());
        this.connections = connections(endpoint, names);
        this.client = client(endpoint, connections, keepAlive);
    }

    /// Sends and returns with the answer's head; its body is still to be read.
    ClassicHttpResponse open(WebhookRequest request, Attempt attempt) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        attempt.accompany(context);
        try {
            return client.executeOpen(target, request, context);
        } catch (IOException e) {
            if (attempt.reused() && !attempt.expired()) {
                keepAlive.lost(e);
            }
            throw e;
        } catch (LeasedRequestExecutor.BrokenOff e) {
            throw e.error();
        }
    }

    /// Closes the connections that have been idle for long enough.
    void closeIdle() {
        connections.closeIdle(TimeValue.of(KeepAlive.IDLE_MAX));
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        names.close();
    }

    private static PoolingHttpClientConnectionManager connections(
            WebhookEndpoint endpoint, VettedDnsResolver names) {
        Timeout connect = Timeout.of(endpoint.connectTimeout());
        return new WatchedConnections()
                .setDnsResolver(names)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnPerRoute(endpoint.concurrencyMax())
                .setMaxConnTotal(endpoint.concurrencyMax())
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(bounded()).build())
                // A socket's timeout bounds one wait only; the watchdog bounds them all.
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(Timeout.DISABLED).build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(Timeout.DISABLED)
                                .setValidateAfterInactivity(TimeValue.of(KeepAlive.LOOKED_AT_AFTER))
                                .build())
                .build();
    }

    // By default a line has no end, and a hostile receiver could fill the memory with one.
    private static Http1Config bounded() {
        return Http1Config.custom()
                .setMaxLineLength(LINE_LENGTH_MAX)
                .setMaxHeaderCount(HEADERS_MAX)
                .build();
    }

    private static CloseableHttpClient client(
            WebhookEndpoint endpoint,
            PoolingHttpClientConnectionManager connections,
            KeepAlive keepAlive) {
        RequestConfig config =
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(endpoint.totalTimeout()))
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build();
        return HttpClientBuilder.create()
                .setRequestExecutor(new LeasedRequestExecutor())
                .setConnectionManager(connections)
                .setDefaultRequestConfig(config)
                .setConnectionReuseStrategy(keepAlive)
                .setKeepAliveStrategy(keepAlive)
                .setUserAgent(UserAgent.VALUE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .build();
    }

    private static final class WatchedConnections
            extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                @Nullable SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new WatchedConnectionOperator(ports, names, tls);
        }
    }
}
