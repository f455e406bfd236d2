package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepAliveTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final KeepAlive keepAlive = new KeepAlive(nanos::get);

    @Test
    void a_receiver_that_loses_a_kept_connection_is_trusted_again_after_a_while() {
        keepAlive.lost(new NoHttpResponseException("gone"));
        assertThat(keepAlive.trusted()).isFalse();

        nanos.addAndGet(KeepAlive.DISTRUST.toNanos() - 1);
        assertThat(keepAlive.trusted()).isFalse();

        nanos.addAndGet(1);
        assertThat(keepAlive.trusted()).isTrue();
    }

    @Test
    void a_reset_is_a_loss_and_a_bad_answer_is_none() {
        keepAlive.lost(new MessageConstraintException("too long"));
        assertThat(keepAlive.trusted()).isTrue();

        keepAlive.lost(new SocketException("Connection reset"));
        assertThat(keepAlive.trusted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"timeout=0, 0", "timeout=60, 1000", "max=5, 1000"})
    void an_idle_connection_lives_for_a_second_or_less(String header, long milliseconds) {
        BasicHttpResponse response = new BasicHttpResponse(200);
        response.setHeader("Keep-Alive", header);

        TimeValue idle = keepAlive.getKeepAliveDuration(response, HttpCoreContext.create());

        assertThat(idle.toMilliseconds()).isEqualTo(milliseconds);
    }
}
