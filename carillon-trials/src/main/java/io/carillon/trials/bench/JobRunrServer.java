package io.carillon.trials.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/// JobRunr with its server for background jobs; jobs are scheduled in bulk. It keeps what
/// succeeded, as Carillon does.
public final class JobRunrServer implements Contestant {
    /// It fetches at most as many jobs at once as it has idle workers. With 64 it did less than
    /// half as many a second, at more than twice PostgreSQL's CPU for each.
    private static final int WORKERS = 1_000;

    /// The least that it allows for SQL.
    private static final Duration POLL = Duration.ofSeconds(5);

    private static final int BATCH = 1_000;
    private static final int PAGE = 5_000;

    /// Its jobs are calls of static methods.
    private static final AtomicReference<Handler> HANDLER = new AtomicReference<>();

    private final BenchDatabase database;
    private final HikariDataSource pool;
    private final JobScheduler scheduler;

    JobRunrServer(BenchDatabase database) {
        this.database = database;
        pool = Peers.pool(database, Peers.CONNECTIONS);
        scheduler =
                JobRunr.configure()
                        .useStorageProvider(new PostgresStorageProvider(pool))
                        .useBackgroundJobServer(
                                BackgroundJobServerConfiguration
                                        .usingStandardBackgroundJobServerConfiguration()
                                        .andPollInterval(POLL)
                                        .andWorkerCount(WORKERS)
                                        .andScheduledJobsRequestSize(PAGE),
                                false)
                        .initialize()
                        .getJobScheduler();
    }

    /// What a job does.
    public static void handle(int number) {
        HANDLER.get().handle(number);
    }

    @Override
    public void insert(Dues dues) {
        for (int from = dues.from(); from < dues.end(); from += BATCH) {
            scheduler.create(
                    IntStream.range(from, Math.min(dues.end(), from + BATCH))
                            .mapToObj(number ->
                                    JobBuilder.aJob()
                                            .scheduleAt(dues.of(number))
                                            .withJobLambda(() -> JobRunrServer.handle(number))));
        }
    }

    @Override
    public void start(Handler handler) {
        HANDLER.set(handler);
        JobRunr.getBackgroundJobServer().start();
    }

    @Override
    public long open() throws Exception {
        return database.number("SELECT count(*) FROM jobrunr_jobs WHERE state <> 'SUCCEEDED'");
    }

    @Override
    public String configuration() {
        return Peers.configuration(
                JobRunr.class,
                "%,d workers, polls every %d s, pages of %,d"
                        .formatted(WORKERS, POLL.toSeconds(), PAGE),
                Peers.CONNECTIONS);
    }

    @Override
    public void close() {
        JobRunr.destroy();
        pool.close();
    }
}
