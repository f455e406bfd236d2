package io.carillon.trials.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/// Quartz with its clustered JDBC store, which takes triggers in batches. A trigger that has fired
/// is removed with its job.
final class QuartzScheduler implements Contestant {
    private static final String SOURCE = "bench";
    private static final int THREADS = 32;

    /// As its guide to best practices asks for: one for each thread, and three more.
    private static final int CONNECTIONS = THREADS + 3;

    private static final int BATCH = 1_000;
    private static final AtomicReference<Handler> HANDLER = new AtomicReference<>();

    private final BenchDatabase database;
    private final HikariDataSource pool;
    private final Scheduler scheduler;

    QuartzScheduler(BenchDatabase database) throws Exception {
        this.database = database;
        pool = Peers.pool(database, CONNECTIONS);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                InputStream tables =
                        StdSchedulerFactory.class.getResourceAsStream(
                                "/org/quartz/impl/jdbcjobstore/tables_postgres.sql")) {
            statement.execute(
                    new String(
                            Objects.requireNonNull(tables).readAllBytes(), StandardCharsets.UTF_8));
        }
        DBConnectionManager.getInstance().addConnectionProvider(SOURCE, new Pool(pool));
        Properties properties = new Properties();
        properties.putAll(
                Map.of(
                        "org.quartz.scheduler.instanceName",
                        "bench",
                        "org.quartz.scheduler.instanceId",
                        "AUTO",
                        "org.quartz.scheduler.batchTriggerAcquisitionMaxCount",
                        "" + THREADS,
                        "org.quartz.threadPool.threadCount",
                        "" + THREADS,
                        "org.quartz.jobStore.class",
                        JobStoreTX.class.getName(),
                        "org.quartz.jobStore.driverDelegateClass",
                        PostgreSQLDelegate.class.getName(),
                        "org.quartz.jobStore.dataSource",
                        SOURCE,
                        "org.quartz.jobStore.isClustered",
                        "true",
                        "org.quartz.jobStore.acquireTriggersWithinLock",
                        "true",
                        // What is late fires all the same.
                        "org.quartz.jobStore.misfireThreshold",
                        "86400000"));
        scheduler = new StdSchedulerFactory(properties).getScheduler();
    }

    /// What fires.
    public static final class Birthday implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            HANDLER.get().handle(Integer.parseInt(context.getTrigger().getKey().getName()));
        }
    }

    @Override
    public void insert(Dues dues) throws Exception {
        for (int from = dues.from(); from < dues.end(); from += BATCH) {
            Map<JobDetail, Set<? extends Trigger>> batch = new HashMap<>();
            for (int i = from; i < Math.min(dues.end(), from + BATCH); i++) {
                batch.put(
                        JobBuilder.newJob(Birthday.class).withIdentity("" + i).build(),
                        Set.of(
                                TriggerBuilder.newTrigger()
                                        .withIdentity("" + i)
                                        .startAt(Date.from(dues.of(i)))
                                        .build()));
            }
            scheduler.scheduleJobs(batch, false);
        }
    }

    @Override
    public void start(Handler handler) throws Exception {
        HANDLER.set(handler);
        scheduler.start();
    }

    @Override
    public long open() throws Exception {
        return database.number("SELECT count(*) FROM qrtz_triggers");
    }

    @Override
    public String configuration() {
        return Peers.configuration(
                Scheduler.class,
                "%d threads, clustered, batches of %d, triggers acquired within the lock"
                        .formatted(THREADS, THREADS),
                CONNECTIONS);
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.close();
        }
    }

    private record Pool(HikariDataSource source) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return source.getConnection();
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }
}
