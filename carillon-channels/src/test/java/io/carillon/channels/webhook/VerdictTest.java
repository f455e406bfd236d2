package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private final WebhookEndpoint endpoint =
            WebhookEndpoint.of("https://example.com/hook", WebhookSecret.generate());
    private final Attempt attempt = new Attempt(() -> true);

    @Test
    void before_the_first_byte_every_failure_is_unavailable() {
        assertThat(verdict(new ConnectionRequestTimeoutException("pool")))
                .isEqualTo(Outcome.Unavailable.because("no free connection within PT10S"));
        assertThat(verdict(new SocketTimeoutException("connect")))
                .isEqualTo(Outcome.Unavailable.because("no connection within PT3S"));
        assertThat(verdict(new ConnectException("Connection refused")))
                .isEqualTo(Outcome.Unavailable.because("connection refused"));
        assertThat(verdict(new ConnectException("Network is unreachable")))
                .isEqualTo(Outcome.Unavailable.because("no connection"));
        assertThat(verdict(new IOException("who knows")))
                .isEqualTo(Outcome.Unavailable.because("no connection"));
    }

    @Test
    void after_the_first_byte_every_failure_is_unknown() {
        attempt.begin(false);

        assertThat(verdict(new ConnectException("Connection refused")))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(verdict(new IOException("who knows")))
                .isEqualTo(new Outcome.Unknown("the connection failed before an answer"));
    }

    @Test
    void a_withheld_attempt_is_withheld_however_it_ended() {
        Attempt withheld = new Attempt(() -> false);
        assertThat(withheld.hasLease()).isFalse();

        assertThat(Verdict.ofFailure(new IOException("lapsed"), withheld, endpoint))
                .isEqualTo(new Outcome.Withheld());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 103, 199, 600, 999})
    void a_status_that_says_nothing_leaves_the_outcome_unknown(int status) {
        assertThat(Verdict.ofAnswer(status, Optional.of("5"), Instant.EPOCH))
                .isEqualTo(new Outcome.Unknown("HTTP " + status + " says nothing"));
    }

    @Test
    void an_endpoint_that_is_gone_says_so() {
        assertThat(Verdict.ofAnswer(410, Optional.of("5"), Instant.EPOCH))
                .isEqualTo(new Outcome.Gone("HTTP 410"));
    }

    private Outcome verdict(Exception failure) {
        return Verdict.ofFailure(failure, attempt, endpoint);
    }
}
