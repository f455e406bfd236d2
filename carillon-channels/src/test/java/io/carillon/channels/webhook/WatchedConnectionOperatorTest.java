package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

class WatchedConnectionOperatorTest {
    /// Of an attempt whose time runs out after it was seen to have some.
    private static final class RunsOut extends HttpCoreContext {
        private boolean seen;

        @Override
        public Object getAttribute(String name) {
            Object attribute = super.getAttribute(name);
            if (attribute instanceof Attempt attempt) {
                if (seen) {
                    attempt.expire();
                }
                seen = true;
            }
            return attribute;
        }
    }

    @Test
    void a_connection_whose_attempt_is_given_up_while_it_is_being_opened_is_closed()
            throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Connection::hang)) {
            ManagedHttpClientConnection connection =
                    ManagedHttpClientConnectionFactory.INSTANCE.createConnection(null);
            connection.close(CloseMode.IMMEDIATE); // as it is cancelled, and before it is bound
            RunsOut context = new RunsOut();
            new Attempt(() -> true).accompany(context);
            var operator =
                    new WatchedConnectionOperator(
                            null,
                            SystemDefaultDnsResolver.INSTANCE,
                            DefaultClientTlsStrategy.createDefault());

            assertThatThrownBy(() ->
                            operator.connect(
                                    connection,
                                    HttpHost.create(URI.create(receiver.url())),
                                    null,
                                    null,
                                    null,
                                    Timeout.ofSeconds(10),
                                    SocketConfig.DEFAULT,
                                    null,
                                    context))
                    .isInstanceOf(CancellationException.class);

            await().until(() -> receiver.connections() == 1 && receiver.finished() == 1);
        }
    }
}
