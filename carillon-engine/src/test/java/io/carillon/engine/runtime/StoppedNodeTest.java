package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.RealTime;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Nodes;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.occasion.Occasions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// A process that is stopped in the middle of a transaction, with its locks.
class StoppedNodeTest {
    private final Noon noon = new Noon();
    private final Databases databases = TestDatabase.empty();
    private final RecordingChannel channel = new RecordingChannel(InstantSource.system());

    @Test
    void one_that_was_stopped_in_its_settlement_holds_nobody_up_and_loses_its_locks() {
        try (Engine engine = engine()) {
            Noon.ringsAt(engine.occasions(), LocalTime.MIDNIGHT);
            noon.birthdayToday(engine.subjects());
            engine.start();
            patiently().until(() -> channel.sent().size() == 1 && sending() == 0);

            // As another node leaves it that was stopped before its commit.
            UUID other = UUID.randomUUID();
            databases
                    .reference()
                    .useTransaction(handle -> {
                        // It lives, so that nobody takes it back before it holds the row.
                        Nodes.register(handle, other, "stopped", true, Instant.now());
                        handle.execute(
                                """
                                UPDATE delivery
                                SET state = 'sending', incarnation = ?, fence = 7, settled_at = NULL, sent_at = NULL,
                                    inputs = '{"firstName": "Ada", "lastName": "Lovelace"}'
                                """,
                                other);
                    });
            Handle stopped = databases.reference().open();
            stopped.begin();
            stopped.execute("UPDATE delivery SET state = 'delivered' WHERE incarnation = ?", other);
            databases.reference().useHandle(handle -> Nodes.removeSilent(handle, other, 0));

            patiently().until(() -> waitingFor(stopped) > 0);
            noon.birthdayToday(engine.subjects());
            patiently().until(() -> channel.sent().size() >= 2);
            assertThat(engine.isHealthy()).isTrue();

            patiently().until(() -> channel.sent().size() == 3 && sending() == 0);
            assertThatThrownBy(stopped::commit).isNotNull();
            stopped.close();
        }
    }

    @Test
    void one_that_was_stopped_while_it_changed_a_definition_lets_edits_and_beats_of_others_pass() {
        try (Engine engine = engine()) {
            engine.start();
            Handle stopped = databases.reference().open();
            stopped.begin();
            Occasions.holdForChange(stopped, occasion());

            noon.birthdayToday(engine.subjects());

            assertThat(engine.isHealthy()).isTrue();
            assertThatThrownBy(stopped::commit).isNotNull();
            stopped.close();
        }
    }

    @Test
    void a_settlement_that_failed_and_is_refused_afterwards_is_counted() {
        CountDownLatch answered = new CountDownLatch(1);
        try (Engine engine =
                engine(dispatch -> {
                    answered.await();
                    return new Outcome.Accepted("HTTP 200");
                })) {
            engine.start();
            Noon.ringsAt(engine.occasions(), LocalTime.MIDNIGHT);
            noon.birthdayToday(engine.subjects());
            patiently().until(() -> sending() == 1);
            Handle another = databases.reference().open();
            another.begin();
            another.execute(
                    "UPDATE delivery SET incarnation = gen_random_uuid(), fence = fence + 1");

            answered.countDown();
            patiently().until(() -> waitingFor(another) == 1);
            number(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            patiently().until(() -> waitingFor(another) == 1); // it tries again
            another.commit();
            another.close();

            patiently().until(() -> engine.leasesLost() == 1);
        }
    }

    private Engine engine() {
        return engine(channel);
    }

    private Engine engine(Channel through) {
        return Engine.live(
                databases,
                TzSnapshot.bundled(),
                RealTime.of(InstantSource.system()),
                EngineSettings.ofDefaults("live"),
                Map.of(Engine.WEBHOOK, through));
    }

    private int occasion() {
        return (int) number("SELECT id FROM occasion");
    }

    private long sending() {
        return number("SELECT count(*) FROM delivery WHERE state = 'sending'");
    }

    /// How many wait for what it has locked; asked by itself, so that its transaction does not
    /// idle, and is not ended, before somebody does.
    private static long waitingFor(Handle holder) {
        return holder.createQuery(
                        """
                        SELECT count(*)
                        FROM pg_locks
                        WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
                        """)
                .mapTo(Long.class)
                .one();
    }

    private long number(String query) {
        return databases
                .beats()
                .withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2));
    }
}
