package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.RealTime;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// Others hold every connection to the database, for longer than anybody waits for one.
class ExhaustedPoolTest {
    private static final int CONNECTIONS = 8;

    private final Noon noon = new Noon();
    private final Databases databases = TestDatabase.empty();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void a_node_that_gets_no_connection_sends_what_it_holds_and_goes_on_when_it_does() {
        try (Engine engine = engine()) {
            engine.start();
            Noon.ringsAt(engine.occasions(), LocalTime.MIDNIGHT);
            noon.birthdayToday(engine.subjects());
            patiently().until(() -> ready.getCount() == 0);

            List<Handle> others = allConnections();
            long before = beat();
            CompletableFuture<Throwable> refused =
                    CompletableFuture.supplyAsync(
                            () -> catchThrowable(() -> noon.birthdayToday(engine.subjects())));
            patiently().until(() -> beat() >= before + 4); // longer than it would trust an old one
            assertThat(engine.lease().getAsBoolean()).isTrue();
            assertThat(Databases.isUnreachable(refused.join())).isTrue();
            assertThat(engine.isHealthy()).isFalse();
            go.countDown();
            patiently().until(() -> sent.get() == 1);

            others.forEach(Handle::close);
            patiently().until(() -> delivered(engine) == 1 && engine.isHealthy());
            assertThat(sent).hasValue(1);
        }
    }

    @Test
    void however_many_ask_what_is_due_is_sent_and_settled() {
        try (Engine engine = engine()) {
            Noon.ringsAt(engine.occasions(), LocalTime.MIDNIGHT);
            noon.birthdayToday(engine.subjects());
            List<Handle> others = allConnections();
            go.countDown();

            engine.start();

            patiently().until(() -> settled() == 1);
            assertThat(sent).hasValue(1);
            others.forEach(Handle::close);
        }
    }

    private Engine engine() {
        return Engine.live(
                databases,
                TzSnapshot.bundled(),
                RealTime.of(InstantSource.system()),
                EngineSettings.ofDefaults("live"),
                Map.of(Engine.WEBHOOK, this::send));
    }

    private List<Handle> allConnections() {
        List<Handle> all = new ArrayList<>();
        IntStream.range(0, CONNECTIONS).forEach(_ -> all.add(databases.reference().open()));
        return all;
    }

    private long settled() {
        return databases
                .beats()
                .withHandle(handle ->
                        handle.createQuery(
                                        "SELECT count(*) FROM delivery WHERE state = 'delivered'")
                                .mapTo(Long.class)
                                .one());
    }

    private long beat() {
        return databases
                .beats()
                .withHandle(handle ->
                        handle.createQuery("SELECT max(beat) FROM node").mapTo(Long.class).one());
    }

    /// The message is ready to go, and goes once it may.
    private Outcome send(Dispatch dispatch) throws InterruptedException {
        ready.countDown();
        go.await();
        if (!dispatch.lease().getAsBoolean()) {
            return new Outcome.Withheld();
        }
        sent.incrementAndGet();
        return new Outcome.Accepted("HTTP 200");
    }

    private static int delivered(Engine engine) {
        return engine.views()
                .deliveries(Optional.of(DeliveryState.DELIVERED), Optional.empty(), 10)
                .size();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(3));
    }
}
