package io.carillon.trials.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// db-scheduler with one-time tasks. It locks and fetches a batch in one statement, which its
/// documentation names as the strategy for throughput, and removes what was executed one by one; it
/// keeps no history.
final class DbScheduler implements Contestant {
    private static final int THREADS = 100;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int BATCH = 1_000;

    /// As its documentation has it for PostgreSQL.
    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name text NOT NULL,
                task_instance text NOT NULL,
                task_data bytea,
                execution_time timestamp with time zone NOT NULL,
                picked boolean NOT NULL,
                picked_by text,
                last_success timestamp with time zone,
                last_failure timestamp with time zone,
                consecutive_failures int,
                last_heartbeat timestamp with time zone,
                version bigint NOT NULL,
                priority smallint,
                PRIMARY KEY (task_name, task_instance)
            );
            CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            """;

    private final BenchDatabase database;
    private final HikariDataSource pool;
    private final AtomicReference<Handler> handler = new AtomicReference<>();
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;

    DbScheduler(BenchDatabase database) throws Exception {
        this.database = database;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        pool = Peers.pool(database, Peers.CONNECTIONS);
        task =
                Tasks.oneTime("birthday")
                        .execute((instance, _) ->
                                handler.get().handle(Integer.parseInt(instance.getId())));
        scheduler =
                Scheduler.create(pool, task)
                        .threads(THREADS)
                        .pollUsingLockAndFetch(1.0, 4.0)
                        .pollingInterval(POLL)
                        .build();
    }

    @Override
    public void insert(Dues dues) {
        for (int from = dues.from(); from < dues.end(); from += BATCH) {
            List<SchedulableInstance<?>> batch = new ArrayList<>(BATCH);
            for (int i = from; i < Math.min(dues.end(), from + BATCH); i++) {
                batch.add(SchedulableInstance.of(task.instance(Integer.toString(i)), dues.of(i)));
            }
            scheduler.scheduleBatch(batch);
        }
    }

    @Override
    public void start(Handler wanted) {
        handler.set(wanted);
        scheduler.start();
    }

    @Override
    public long open() throws Exception {
        return database.number("SELECT count(*) FROM scheduled_tasks");
    }

    @Override
    public String configuration() {
        return Peers.configuration(
                Scheduler.class,
                "%d threads, lock and fetch 1.0 to 4.0, polls every %d ms"
                        .formatted(THREADS, POLL.toMillis()),
                Peers.CONNECTIONS);
    }

    @Override
    public void close() {
        scheduler.stop();
        pool.close();
    }
}
