package io.carillon.engine.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.carillon.engine.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/// Where the slots live. Today all of them live in one database; code that asks [#of] goes on
/// unchanged when they are spread over several.
public final class Databases implements AutoCloseable {
    private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(5);
    private static final Duration LOGIN_MAX = Duration.ofSeconds(10);

    // Whatever a server or a role has for its default: in a claim, each statement must see what was
    // committed before it began, and wait for a row rather than fail. And a process that is stopped
    // in a transaction, or whose machine vanishes, must not keep its locks: neither while it has
    // asked for nothing, nor while it does not read what it has asked for.
    //
    // And rows are found by keys and indexes: the planner is not left to choose, for it makes its
    // plan while a table is still empty, and keeps it. As the table grew, each batch read all of
    // it. So there is no need to plan anew for each set of values either, which was half of what a
    // small claim cost; where it depends on the values, a transaction says so.
    private static final String OPEN_SESSION =
            """
            -- open a session
            SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE;
            SET idle_in_transaction_session_timeout = '5s';
            SET tcp_user_timeout = '5s';
            SET enable_seqscan = off;
            SET enable_hashjoin = off;
            SET enable_mergejoin = off;
            SET plan_cache_mode = force_generic_plan;
            SET jit = off
            """;

    /// Two claims, two settlements, and a few that look around.
    private static final int LOOPS_MAX = 8;

    /// How long a statement may take until its connection is taken for dead. Those of the loops are
    /// short. A beat whose connection is dead has the time for another one before this node is
    /// declared so.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private static final Duration LOOPS_SILENCE_MAX = Duration.ofSeconds(10);
    private static final Duration BEAT_SILENCE_MAX = Duration.ofSeconds(4);

    /// What is opened before it is needed, and kept: so that a start need not wait for more.
    private static final int KEPT = 2;

    private final HikariDataSource pool;
    private final HikariDataSource loopPool;
    private final HikariDataSource beatPool;
    private final Jdbi jdbi;
    private final Jdbi loops;
    private final Jdbi beats;

    private Databases(HikariDataSource pool, HikariDataSource loopPool, HikariDataSource beatPool) {
        this.pool = pool;
        this.loopPool = loopPool;
        this.beatPool = beatPool;
        this.jdbi = over(pool);
        this.loops = over(loopPool);
        this.beats = over(beatPool);
    }

    private static Jdbi over(HikariDataSource pool) {
        Jdbi jdbi = Jdbi.create(pool).registerArgument(new InstantArguments());
        // An error says what the database said, and never the values of the statement.
        jdbi.getConfig(StatementExceptions.class)
                .setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /// Connects, checks the server's version and brings its tables up to date. `connectionsMax` are
    /// for those who ask; those of the loops come on top.
    public static Databases open(String jdbcUrl, String user, String password, int connectionsMax) {
        List<HikariDataSource> opened = new ArrayList<>();
        try {
            for (Pool wanted :
                    List.of(
                            new Pool("carillon", connectionsMax, SILENCE_MAX),
                            new Pool("carillon-loops", LOOPS_MAX, LOOPS_SILENCE_MAX),
                            new Pool("carillon-beat", 1, BEAT_SILENCE_MAX))) {
                opened.add(connect(config(wanted, jdbcUrl, user, password)));
                if (opened.size() == 1) {
                    Migrations.run(opened.getFirst());
                }
            }
            return new Databases(opened.get(0), opened.get(1), opened.get(2));
        } catch (RuntimeException e) {
            opened.forEach(HikariDataSource::close);
            throw e;
        }
    }

    private record Pool(String name, int connectionsMax, Duration silenceMax) {}

    private static HikariConfig config(Pool wanted, String jdbcUrl, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(wanted.name());
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(wanted.connectionsMax());
        config.setMinimumIdle(Math.min(KEPT, wanted.connectionsMax()));
        config.setConnectionTimeout(CONNECTION_WAIT_MAX.toMillis());
        // One that was idle is asked for a sign of life first, for which its silence counts as
        // well; and never longer than anybody waits for a connection.
        config.setValidationTimeout(
                Math.min(
                        CONNECTION_WAIT_MAX.toMillis(),
                        wanted.silenceMax().dividedBy(2).toMillis()));
        config.addDataSourceProperty("ApplicationName", "carillon");
        config.addDataSourceProperty("binaryTransferEnable", SqlArray.binaryTypes());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The details quote whole rows, and rows hold names: they belong into no log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        // What takes connections and then says nothing is no database.
        config.addDataSourceProperty("loginTimeout", "" + LOGIN_MAX.toSeconds());
        // A server that vanished without a word must not hold anybody for ever.
        config.addDataSourceProperty("socketTimeout", "" + wanted.silenceMax().toSeconds());
        config.setConnectionInitSql(OPEN_SESSION);
        config.setExceptionOverride(new LeaveStandby());
        return config;
    }

    private static HikariDataSource connect(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw Unreachable.isSilence(e)
                    ? new IllegalStateException(
                            "it did not answer within " + LOGIN_MAX.toSeconds() + " s")
                    : e;
        }
    }

    /// Whether an error says that the database cannot be reached, rather than that something was
    /// wrong with what it was asked.
    public static boolean isUnreachable(Throwable error) {
        return Unreachable.isCauseOf(error);
    }

    /// The SQLSTATE of an error that says that the database has no room for what it was asked, on
    /// its disk or in memory; empty for every other error.
    public static Optional<String> findFull(Throwable error) {
        return SqlState.find(error, SqlState.FULL);
    }

    /// Whether an error says that the database takes no writes now, as a standby does not.
    public static boolean isReadOnly(Throwable error) {
        return SqlState.find(error, SqlState.READ_ONLY).isPresent();
    }

    public Jdbi of(Slot slot) {
        return jdbi;
    }

    /// Where the reference tables are read.
    public Jdbi reference() {
        return jdbi;
    }

    /// The same as [#reference], by connections that nothing but the engine's loops takes: however
    /// many ask, what is due is claimed and settled.
    public Jdbi loops() {
        return loops;
    }

    /// The same as [#reference], by a connection that nothing but beats takes: what waits for
    /// locks, however much it is, does not make a node look dead.
    public Jdbi beats() {
        return beats;
    }

    /// Whether they answer.
    public boolean answer() {
        try {
            jdbi.useHandle(handle ->
                    handle.execute(
                            """
                            -- see whether the database answers
                            SELECT 1
                            """));
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
        loopPool.close();
        beatPool.close();
    }
}
