package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.database.Transactions;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the database gives up to end a deadlock is done once more.
class DeadlockTest {
    private final Town town = Town.at("2027-06-15T00:00:00Z");
    private final Jdbi jdbi = town.databases.reference();

    @AfterEach
    void no_trigger_is_left() {
        jdbi.useHandle(handle -> {
            handle.execute("DROP FUNCTION IF EXISTS give_up CASCADE");
            handle.execute("DROP SEQUENCE IF EXISTS given_up");
        });
    }

    @Test
    void a_transaction_in_a_deadlock_comes_to_its_end() {
        List<SubjectId> people =
                List.of(
                        town.person("1990-06-15", "Europe/London"),
                        town.person("1990-06-15", "Europe/London"));
        AtomicInteger tries = new AtomicInteger();
        try (Handle other = jdbi.open()) {
            other.begin();
            other.execute("SET LOCAL deadlock_timeout = '1h'"); // so that it is never the one
            hold(other, people.get(1));
            CompletableFuture<Void> waits = new CompletableFuture<>();

            int done =
                    Transactions.retried(
                            jdbi,
                            handle -> {
                                if (tries.incrementAndGet() == 2) {
                                    waits.join(); // else it could come before the other again
                                }
                                hold(handle, people.get(0));
                                if (tries.get() == 1) {
                                    Thread.startVirtualThread(() -> {
                                        hold(other, people.get(0));
                                        other.commit();
                                        waits.complete(null);
                                    });
                                    awaitSomebodyWaiting();
                                }
                                hold(handle, people.get(1));
                                return tries.get();
                            });

            waits.join();
            assertThat(done).isEqualTo(2);
        }
    }

    @Test
    void what_an_operator_does_is_done_once() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(new Outcome.Refused("HTTP 422"));
        town.until("2027-06-15T08:00:00Z");
        givesUp("BEFORE INSERT ON delivery_action", 1);

        town.operate(Operation.REPLAY);

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.RETRYING);
        assertThat(town.engine.views().actions(town.delivery())).hasSize(1);
    }

    @Test
    void so_is_a_deletion() {
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        givesUp("BEFORE DELETE ON subject", 2);

        assertThat(town.engine.subjects().delete(ada)).isTrue();

        SubjectId eve = town.person("1990-06-15", "Europe/London");
        town.engine.subjects().erase(eve);
        assertThat(town.engine.subjects().find(eve)).isEmpty();
    }

    @Test
    void so_is_a_creation() {
        givesUp("BEFORE INSERT ON schedule", 2);

        SubjectId ada = town.person("1990-06-15", "Europe/London");

        assertThat(town.next(ada)).isEqualTo("2027 at 2027-06-15T08:00:00Z");
    }

    @Test
    void so_is_a_change_of_a_subject() {
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        givesUp("BEFORE UPDATE ON subject", 2);

        town.moves(ada, "Asia/Tokyo");

        assertThat(town.next(ada)).isEqualTo("2027 at 2027-06-15T00:00:00Z");
    }

    @Test
    void so_is_a_change_of_a_definition() {
        givesUp("BEFORE UPDATE ON step", 2);

        assertThat(town.ringsAt("08:30").occasion().version()).isEqualTo(2);
    }

    @Test
    void so_is_a_change_of_an_endpoint() {
        givesUp("BEFORE UPDATE ON endpoint", 2);

        Limits seven = new Limits(Optional.of(7), Optional.empty(), Duration.ofSeconds(1));
        town.engine.endpoints().change("webhook", it -> it.with(seven));

        assertThat(town.engine.endpoints().find("webhook").orElseThrow().limits()).isEqualTo(seven);
    }

    @Test
    void what_is_given_up_three_times_is_not_done() {
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        givesUp("BEFORE DELETE ON subject", 3);

        assertThatThrownBy(() -> town.engine.subjects().delete(ada))
                .hasMessageContaining("deadlock detected");

        assertThat(town.engine.subjects().find(ada)).isPresent();
    }

    /// The database says so the first times; a sequence is not rolled back.
    private void givesUp(String when, int times) {
        jdbi.useHandle(handle -> {
            handle.execute("CREATE SEQUENCE given_up");
            handle.execute(
                    """
                    CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF nextval('given_up') <= %d THEN
                            RAISE EXCEPTION 'deadlock detected' USING ERRCODE = 'deadlock_detected';
                        END IF;
                        RETURN COALESCE(NEW, OLD);
                    END $$
                    """
                            .formatted(times));
            handle.execute(
                    "CREATE TRIGGER give_up %s FOR EACH ROW EXECUTE FUNCTION give_up()"
                            .formatted(when));
        });
    }

    private static void hold(Handle handle, SubjectId id) {
        handle.execute("SELECT 1 FROM subject WHERE id = ? FOR UPDATE", id.uuid());
    }

    private void awaitSomebodyWaiting() {
        await().atMost(Duration.ofMinutes(2)).until(this::somebodyWaits);
    }

    private boolean somebodyWaits() {
        try (Handle look = jdbi.open()) {
            return look.select("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                    .mapTo(Boolean.class)
                    .one();
        }
    }
}
