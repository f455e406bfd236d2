package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.Tenant;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The claiming loop follows what is due without asking each time, and notices all the same what it
/// cannot know.
class DueAheadTest {
    private static final Instant NOON = Instant.parse("2100-06-15T12:00:00Z");

    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final Wakeup wakeup = new Wakeup();
    private final Lookout lookout =
            new Lookout(
                    () -> {
                        throw new IllegalStateException("nobody need look by itself");
                    },
                    Lookout.EVERY,
                    () -> 0,
                    () -> {});
    private final DueAhead ahead = new DueAhead(jdbi, lookout, wakeup);

    @BeforeEach
    void three_are_due() {
        new Crowd(jdbi).isDue(Tenant.DEFAULT, 3);
        areDueAt(NOON.plusMillis(100), NOON.plusMillis(100), NOON.plusMillis(900));
    }

    @Test
    void it_knows_what_is_due_within_the_next_second() {
        assertThat(ahead.next(NOON)).isEqualTo(NOON.plusMillis(100));

        ahead.claimed(NOON.plusMillis(100), 2);

        assertThat(ahead.next(NOON.plusMillis(101))).isEqualTo(NOON.plusMillis(900));
    }

    @Test
    void what_waits_is_read_along() {
        ahead.next(NOON);

        assertThat(lookout.look()).isEmpty();

        jdbi.useHandle(handle ->
                handle.execute(
                        """
                        INSERT INTO delivery (slot, id, tenant_id, subject_id, occasion_id, step, period, endpoint_id, rule_version,
                                              state, due_at, attempts, deaths, fence, next_attempt_at, inputs)
                        SELECT slot, subject_id, tenant_id, subject_id, occasion_id, step, '2100', 1, 1, 'retrying', due_at, 1, 0, 1,
                               ?, '{}'
                        FROM schedule
                        WHERE slot = 1
                        """,
                        NOON.plusSeconds(7).atOffset(ZoneOffset.UTC)));
        ahead.forget();
        ahead.next(NOON);

        assertThat(lookout.sawSomething()).isTrue();
    }

    @Test
    void when_nothing_is_due_so_soon_it_says_when_to_ask_again() {
        Instant before = NOON.minusSeconds(60);

        assertThat(ahead.next(before)).isEqualTo(before.plusSeconds(1));
    }

    @Test
    void it_asks_again_when_a_claim_found_less_than_was_due() {
        ahead.next(NOON);

        ahead.claimed(NOON.plusMillis(100), 1);

        assertThat(ahead.next(NOON.plusMillis(101))).isEqualTo(NOON.plusMillis(100));
    }

    @Test
    void it_asks_again_when_a_claim_found_more_than_it_knew_for_then_counts_say_nothing() {
        ahead.next(NOON);
        areDueAt(NOON.plusMillis(120), NOON.plusMillis(100), NOON.plusMillis(900));

        ahead.claimed(NOON.plusMillis(100), 3);

        assertThat(ahead.next(NOON.plusMillis(101))).isEqualTo(NOON.plusMillis(100));
    }

    @Test
    void what_others_bring_that_is_due_before_all_it_knew_is_seen_within_a_second() {
        ahead.next(NOON);
        areDueAt(NOON.minusSeconds(60), NOON.plusMillis(100), NOON.plusMillis(900));

        ahead.claimed(NOON.plusMillis(100), 1);
        assertThat(ahead.next(NOON.plusMillis(101))).isEqualTo(NOON.plusMillis(100));
        ahead.claimed(NOON.plusMillis(101), 1);
        ahead.claimed(NOON.plusMillis(900), 1);

        assertThat(ahead.next(NOON.plusMillis(1_000))).isEqualTo(NOON.minusSeconds(60));
    }

    @Test
    void after_news_that_is_seen_at_once() {
        ahead.next(NOON);
        areDueAt(NOON.minusSeconds(60), NOON.plusMillis(100), NOON.plusMillis(900));

        ahead.forget();

        assertThat(ahead.next(NOON)).isEqualTo(NOON.minusSeconds(60));
    }

    @Test
    void it_asks_again_when_the_clock_is_set_back() {
        areDueAt(NOON.plusSeconds(9), NOON.plusSeconds(9), NOON.plusSeconds(9));
        ahead.next(NOON);
        Instant before = NOON.minusSeconds(3_600);
        areDueAt(before, NOON, NOON);

        assertThat(ahead.next(before.plusMillis(1))).isEqualTo(before);
    }

    @Test
    void it_asks_again_when_the_database_did_not_answer() {
        AtomicBoolean away = new AtomicBoolean(true);
        Jdbi lost =
                Jdbi.create(
                                () -> {
                                    if (away.get()) {
                                        throw new SQLException("gone", "08006");
                                    }
                                    return jdbi.open().getConnection();
                                })
                        .registerArgument(new Instants());
        DueAhead again = new DueAhead(lost, lookout, wakeup);

        assertThatThrownBy(() -> again.next(NOON)).isInstanceOf(ConnectionException.class);
        away.set(false);

        assertThat(again.next(NOON.plusMillis(500))).isEqualTo(NOON.plusMillis(100));
    }

    private static final class Instants extends AbstractArgumentFactory<Instant> {
        Instants() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant at, ConfigRegistry config) {
            return (position, statement, _) ->
                    statement.setObject(position, at.atOffset(ZoneOffset.UTC));
        }
    }

    @Test
    void what_is_planned_within_what_it_knows_is_news_and_what_is_planned_later_is_not() {
        ahead.next(NOON);

        wakeup.wakeFor(NOON.plusSeconds(2));
        assertThat(wakeup.takeNews()).isFalse();

        wakeup.wakeFor(NOON.plusMillis(50));
        assertThat(wakeup.takeNews()).isTrue();
        assertThat(wakeup.takeNews()).isFalse();
    }

    @Test
    void after_news_it_asks_again() {
        ahead.next(NOON);
        areDueAt(NOON.plusMillis(50), NOON.plusMillis(100), NOON.plusMillis(900));

        ahead.forget();

        assertThat(ahead.next(NOON)).isEqualTo(NOON.plusMillis(50));
    }

    private void areDueAt(Instant... instants) {
        jdbi.useHandle(handle -> {
            for (int i = 0; i < instants.length; i++) {
                handle.createUpdate("UPDATE schedule SET due_at = :at WHERE slot = :slot")
                        .bind("at", instants[i])
                        .bind("slot", i + 1)
                        .execute();
            }
        });
    }
}
