package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.RealTime;
import io.carillon.engine.Tenant;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Two live engines in one JVM over the same great many.
class TwoEnginesTest {
    private static final int DUE = 10_000;

    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final Map<DeliveryId, Integer> sent = new ConcurrentHashMap<>();
    private final Set<String> senders = ConcurrentHashMap.newKeySet();
    private final CountDownLatch bothSend = new CountDownLatch(2);

    @Test
    void ten_thousand_are_sent_once_each_by_both_and_no_claim_waits_for_the_other() {
        new Crowd(jdbi).isDue(Tenant.DEFAULT, DUE);
        Set<String> waiting = new HashSet<>();
        try (Engine one = engine("one");
                Engine other = engine("other")) {
            one.start();
            other.start();

            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        waiting.addAll(claimsThatWait());
                        return delivered() == DUE;
                    });

            assertThat(one.leasesLost() + other.leasesLost()).isZero();
        }
        assertThat(sent).hasSize(DUE);
        assertThat(sent.values()).containsOnly(1);
        assertThat(waiting).isEmpty();
    }

    private Engine engine(String name) {
        return Engine.live(
                TestDatabase.databases(),
                TzSnapshot.bundled(),
                RealTime.of(InstantSource.system()),
                EngineSettings.ofDefaults(name),
                Map.of(Engine.WEBHOOK, channel(name)));
    }

    /// Sends nothing before the other one sends as well, which can then take what this one has no
    /// room for.
    private Channel channel(String name) {
        return dispatch -> {
            if (senders.add(name)) {
                bothSend.countDown();
            }
            bothSend.await();
            if (!dispatch.lease().getAsBoolean()) {
                return new Outcome.Withheld();
            }
            sent.merge(dispatch.id(), 1, Integer::sum);
            return new Outcome.Accepted("at once");
        };
    }

    private long delivered() {
        return jdbi.withHandle(handle ->
                handle.select("SELECT count(*) FROM delivery WHERE state = 'delivered'")
                        .mapTo(Long.class)
                        .one());
    }

    /// Sessions of a claim that wait for rows which somebody else has locked.
    private List<String> claimsThatWait() {
        return jdbi.withHandle(handle ->
                handle.select(
                                """
                                SELECT query FROM pg_stat_activity
                                WHERE wait_event_type = 'Lock' AND wait_event IN ('transactionid', 'tuple')
                                  AND query ~ '^-- (claim|open a claim|move schedules|materialise)'
                                """)
                        .mapTo(String.class)
                        .list());
    }
}
