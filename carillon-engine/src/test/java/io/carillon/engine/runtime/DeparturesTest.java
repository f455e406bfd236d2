package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.VirtualClock;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.occasion.WhenUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Senders that come while one group is being committed make up the next one.
class DeparturesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final Departures departures =
            new Departures(jdbi, new VirtualClock(Instant.parse("2026-11-25T09:00:00Z")), _ -> {});
    private final List<Thread> senders = new ArrayList<>();

    @AfterEach
    void nothing_happens_before_statements_any_more() {
        jdbi.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }

    @Test
    void an_Error_at_one_life_leaves_no_sender_of_another_waiting() throws Exception {
        // Each life opens a claim of its own: the first one's waits for the other two, who are a
        // group then, and the first of these breaks.
        AtomicInteger opened = new AtomicInteger();
        before(
                "open a claim",
                () -> {
                    int count = opened.incrementAndGet();
                    if (count == 1) {
                        sends(life(2));
                        sends(life(3));
                    } else if (count == 2) {
                        throw new StackOverflowError("as a test wants it");
                    }
                });

        boolean departed = departures.depart(leasedBy(life(1)), WhenUnknown.HOLD);

        assertThat(departed).isFalse();
        assertThat(senders).hasSize(2);
        for (Thread sender : senders) {
            assertThat(sender.join(PATIENCE)).isTrue();
        }
    }

    /// Another sender, which waits for its group when this returns.
    private void sends(UUID life) {
        Thread sender =
                Thread.ofPlatform()
                        .daemon()
                        .uncaughtExceptionHandler((_, _) -> {})
                        .start(() -> departures.depart(leasedBy(life), WhenUnknown.HOLD));
        senders.add(sender);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (sender.getState() != Thread.State.WAITING && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(sender.getState()).isEqualTo(Thread.State.WAITING);
    }

    private void before(String statement, Runnable happens) {
        jdbi.getConfig(SqlStatements.class)
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logBeforeExecution(StatementContext context) {
                                if (context.getRawSql().startsWith("-- " + statement)) {
                                    happens.run();
                                }
                            }
                        });
    }

    private static UUID life(int number) {
        return new UUID(0, number);
    }

    private static Lease leasedBy(UUID life) {
        Lease lease = Entrants.lease("ada-" + life.getLeastSignificantBits());
        return new Lease(
                lease.id(),
                lease.schedule(),
                lease.endpoint(),
                new Fence(life, 1),
                lease.tries(),
                lease.expiresAt(),
                lease.content());
    }
}
