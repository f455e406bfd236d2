package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.RealTime;
import io.carillon.engine.Tenant;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.endpoint.BreakerPolicy;
import io.carillon.engine.endpoint.Endpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One endpoint hangs, each time as long as a webhook may, with a crowd waiting for it; another one
/// answers at once.
class SlowEndpointTest {
    private static final Duration HANGS = Duration.ofSeconds(10);
    private static final int CROWD = 400;
    private static final int OTHERS = 100;
    private static final int HANGING = 30;

    private final Noon noon = new Noon();

    @Test
    void an_endpoint_that_hangs_delays_no_other() {
        Databases databases = TestDatabase.empty();
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        List<Duration> lateness = new CopyOnWriteArrayList<>();
        try (Engine engine =
                Engine.live(
                        databases,
                        TzSnapshot.bundled(),
                        RealTime.of(InstantSource.system()),
                        new EngineSettings("live", 1_000, 2_000, 64, Duration.ofSeconds(1), true),
                        Map.of(
                                Engine.WEBHOOK,
                                _ -> {
                                    hanging.incrementAndGet();
                                    if (over.await(HANGS.toMillis(), TimeUnit.MILLISECONDS)) {
                                        return new Outcome.Accepted("the test is over");
                                    }
                                    return new Outcome.Unknown("no answer within " + HANGS);
                                },
                                Engine.WEBHOOK + 1,
                                dispatch -> {
                                    lateness.add(
                                            Duration.between(
                                                    dispatch.message().dueAt(),
                                                    InstantSource.system().instant()));
                                    return new Outcome.Accepted("at once");
                                }))) {
            // So that it is not the breaker that helps.
            engine.endpoints().change("webhook", SlowEndpointTest::neverOpening);
            int neighbour =
                    engine.installation().addTenant("neighbour", "webhook", "webhook").tenant();
            // The crowd has been due all along; the others are in a moment.
            people(engine.subjects(), CROWD);
            engine.start();
            Noon.ringsAt(engine.occasions(), LocalTime.MIDNIGHT);
            await().until(() -> hanging.get() >= 64);
            Noon.ringsAt(engine.occasions(neighbour), LocalTime.of(23, 0));
            people(engine.subjects(neighbour), OTHERS);

            Noon.ringsAt(
                    engine.occasions(neighbour),
                    noon.now().toLocalTime().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3));
            await().atMost(Duration.ofSeconds(60)).until(() -> lateness.size() == OTHERS);

            over.countDown();
        }
        List<Duration> sorted = lateness.stream().sorted().toList();
        System.out.printf(
                "the healthy endpoint's %d deliveries were late by %s at the median, %s at most%n",
                OTHERS, sorted.get(OTHERS / 2), sorted.getLast());
        assertThat(sorted.getFirst()).isPositive();
        assertThat(sorted.getLast()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void however_many_endpoints_hang_another_ones_deliveries_are_sent() {
        Databases databases = TestDatabase.empty();
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        Channel hangs =
                _ -> {
                    hanging.incrementAndGet();
                    over.await();
                    return new Outcome.Accepted("the test is over");
                };
        Map<Integer, Channel> channels =
                IntStream.rangeClosed(Engine.WEBHOOK, Engine.WEBHOOK + HANGING)
                        .boxed()
                        .collect(Collectors.toMap(Function.identity(), _ -> hangs));
        channels.put(
                Engine.WEBHOOK + HANGING,
                _ -> {
                    sent.incrementAndGet();
                    return new Outcome.Accepted("at once");
                });
        try (Engine engine =
                Engine.live(
                        databases,
                        TzSnapshot.bundled(),
                        RealTime.of(InstantSource.system()),
                        EngineSettings.ofDefaults("live"),
                        channels)) {
            Crowd crowd = new Crowd(databases.reference());
            crowd.isDue(Tenant.DEFAULT, OTHERS);
            int tenant = Tenant.DEFAULT;
            for (int i = 1; i <= HANGING; i++) {
                tenant = engine.installation().addTenant("t" + i, "webhook", "webhook").tenant();
                if (i < HANGING) {
                    crowd.isDue(tenant, OTHERS);
                }
            }
            engine.start();
            // As many as they get, and the first of them have waited for longer than a second.
            await().atMost(Duration.ofMinutes(2)).until(() -> hanging.get() >= HANGING * 16);
            crowd.isDue(tenant, OTHERS);

            await().atMost(Duration.ofMinutes(2)).until(() -> sent.get() == OTHERS);

            over.countDown();
        }
    }

    private static Endpoint neverOpening(Endpoint endpoint) {
        BreakerPolicy policy = endpoint.policy();
        return endpoint.with(
                new BreakerPolicy(
                        1,
                        1_000_000,
                        policy.window(),
                        policy.probeAfter(),
                        policy.probeAfterMax()));
    }

    private void people(SubjectEdits subjects, int count) {
        IntStream.range(0, count).forEach(_ -> noon.birthdayToday(subjects));
    }
}
