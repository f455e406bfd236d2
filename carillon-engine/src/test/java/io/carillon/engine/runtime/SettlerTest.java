package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.VirtualClock;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class SettlerTest {
    private static final Instant NOW = Instant.parse("2027-06-15T08:00:00Z");
    private static final String NO_ANSWER = "the database did not answer";

    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final Leases leases = new Leases(10);
    private final Settler settler =
            new Settler(jdbi, new VirtualClock(NOW), leases, _ -> {}, _ -> {});

    /// While it waits its loop cannot say that it works again, and the server is not ready.
    @Test
    void it_does_not_wait_for_ever_for_something_to_settle() {
        CompletableFuture<Void> turn =
                CompletableFuture.runAsync(() -> {
                    try {
                        settler.settleNext();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });

        assertThat(turn).succeedsWithin(Duration.ofSeconds(10));
    }

    /// Of whose delivery nothing is left, so that it is refused.
    @Test
    void what_was_refused_is_let_go_though_nobody_can_say_why() {
        endsALease();
        failsIn("settle deliveries", SettlerTest::isGone);

        failsIn("see whether a settlement was written", SettlerTest::isGone);

        assertThat(leases.isEmpty()).isTrue();
        assertThat(settler.lost()).isZero();
    }

    @Test
    void an_error_loses_no_settlement() {
        endsALease();
        failsIn("settle deliveries", SettlerTest::isTooDeep);

        settler.flush();

        assertThat(leases.isEmpty()).isTrue();
    }

    private void endsALease() {
        Lease lease = Entrants.lease("ada");
        leases.took(List.of(lease));
        settler.add(
                new Settled(
                        lease,
                        Optional.of(NOW),
                        NOW,
                        Optional.of("accepted"),
                        new Settlement.Delivered("HTTP 200")));
    }

    private static void isGone() {
        throw new IllegalStateException(NO_ANSWER);
    }

    private static void isTooDeep() {
        throw new StackOverflowError(NO_ANSWER);
    }

    private void failsIn(String statement, Runnable failure) {
        try (Meanwhile meanwhile = Meanwhile.before(jdbi, statement, failure)) {
            assertThatThrownBy(settler::flush).hasMessage(NO_ANSWER);
            assertThat(meanwhile.happened()).isTrue();
        }
    }
}
