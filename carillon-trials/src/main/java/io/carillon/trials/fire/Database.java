package io.carillon.trials.fire;

import io.carillon.embedded.EmbeddedPostgres;
import io.carillon.trials.history.Event;
import io.carillon.trials.history.Event.Plan;
import io.carillon.trials.history.Event.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The PostgreSQL of a trial, in processes of its own that hang on no node; and what the trial
/// reads in it. It remembers when each transaction was committed.
final class Database implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private volatile PostgresProcess postgres;

    private Database(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.postgres = PostgresProcess.start(folder, environment);
    }

    /// With more in its environment than this process has.
    static Database start(Path folder, Map<String, String> environment) throws IOException {
        EmbeddedPostgres.start(folder).close(); // makes the operator's file
        Files.writeString(
                folder.resolve("postgres/postgresql.conf"),
                "track_commit_timestamp = on\nlog_checkpoints = on\n",
                StandardOpenOption.APPEND);
        return new Database(folder, environment);
    }

    /// From now on it is remembered when a delivery was settled as delivered for the first time,
    /// whatever becomes of its row. The tables are there.
    void noteSettlements() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE trial_settled (delivery_id uuid PRIMARY KEY);
                    CREATE FUNCTION trial_settled() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        INSERT INTO trial_settled VALUES (NEW.id) ON CONFLICT DO NOTHING;
                        RETURN NULL;
                    END
                    $$;
                    CREATE TRIGGER trial_settled AFTER UPDATE ON delivery
                        FOR EACH ROW WHEN (NEW.state = 'delivered' AND OLD.state <> 'delivered')
                        EXECUTE FUNCTION trial_settled();
                    """);
        }
    }

    /// Stops it in order. Then it can be started again, elsewhere.
    void stop() {
        postgres.close();
    }

    void startAgain() throws IOException {
        postgres = PostgresProcess.start(folder, environment);
    }

    int port() {
        return postgres.port();
    }

    String user() {
        return postgres.user();
    }

    String password() {
        return postgres.password();
    }

    /// PostgreSQL's first process.
    long pid() throws IOException {
        Path file = folder.resolve("postgres/postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }

    /// What its clock shows.
    Instant clock() throws SQLException {
        return query("SELECT clock_timestamp()", row -> instant(row, 1)).getFirst();
    }

    /// How much is due and has not come to rest.
    long unfinished() throws SQLException {
        return count(
                """
                SELECT (SELECT count(*) FROM delivery WHERE state IN ('pending', 'sending', 'retrying'))
                     + (SELECT count(*) FROM schedule WHERE due_at <= clock_timestamp())
                """);
    }

    /// How much is still planned by an older definition.
    long plannedBefore() throws SQLException {
        return count(
                """
                SELECT count(*)
                FROM schedule s
                JOIN occasion o ON o.tenant_id = s.tenant_id AND o.id = s.occasion_id
                WHERE s.rule_version < o.version
                """);
    }

    /// How many schedules say otherwise than their subject, or have none.
    long otherwise() throws SQLException {
        return count(
                """
                SELECT count(*)
                FROM schedule c
                LEFT JOIN subject s ON s.slot = c.slot AND s.tenant_id = c.tenant_id AND s.id = c.subject_id
                WHERE s.id IS NULL
                   OR (c.zone, c.dates::jsonb, c.attributes::jsonb) IS DISTINCT FROM (s.zone, s.dates, s.attributes)
                """);
    }

    /// The lives of this node that nobody has declared dead.
    List<String> incarnations(String node) throws SQLException {
        return query(
                "SELECT incarnation::text FROM node WHERE name = ? ORDER BY started_at DESC",
                row -> row.getString(1),
                node);
    }

    /// Whether this life was declared dead, or ended in order.
    boolean isGone(String incarnation) throws SQLException {
        return count("SELECT count(*) FROM node WHERE incarnation = ?::uuid", incarnation) == 0;
    }

    long heldBy(String incarnation) throws SQLException {
        return count(
                "SELECT count(*) FROM delivery WHERE state = 'sending' AND incarnation = ?::uuid",
                incarnation);
    }

    /// How much is held by another than held it first.
    long heldAgain() throws SQLException {
        return count("SELECT count(*) FROM delivery WHERE state = 'sending' AND fence > 1");
    }

    /// Whether a session of this node has a transaction open and says nothing, after a statement
    /// whose name begins with one of these, parted by bars.
    boolean isIdleInTransaction(String node, String statements) throws SQLException {
        return count(
                        """
                        SELECT count(*)
                        FROM pg_stat_activity
                        WHERE application_name = ? AND state = 'idle in transaction'
                          AND query ~ ('^-- (' || ? || ')\\M')
                        """,
                        node,
                        statements)
                > 0;
    }

    /// Waits until another first process than this one takes connections.
    void awaitAnother(long pid) throws InterruptedException {
        while (true) {
            try {
                if (pid() != pid && unfinished() >= 0) {
                    return;
                }
            } catch (IOException | SQLException | RuntimeException _) {
                // It is on its way.
            }
            Thread.sleep(20);
        }
    }

    /// Ends sessions of the nodes, at random.
    long terminateSessions(double share) throws SQLException {
        return count(
                """
                SELECT count(pg_terminate_backend(pid))
                FROM pg_stat_activity
                WHERE application_name LIKE 'node-%' AND random() < ?::float
                """,
                Double.toString(share));
    }

    List<String> subjectsNamed(String lastName) throws SQLException {
        return query(
                "SELECT id FROM subject WHERE attributes ->> 'lastName' = ?",
                row -> row.getString(1),
                lastName);
    }

    /// All deliveries and schedules, as they are now.
    List<Event> state() throws SQLException {
        List<Event> state = new ArrayList<>();
        state.addAll(
                query(
                        """
                        SELECT d.id, d.subject_id, d.period, d.state, d.attempts,
                               pg_xact_commit_timestamp(d.xmin), pg_xact_commit_timestamp(s.xmin)
                        FROM delivery d
                        LEFT JOIN trial_settled s ON s.delivery_id = d.id
                        """,
                        row ->
                                new Row(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getInt(5),
                                        instant(row, 6),
                                        row.getString(7) == null ? null : instant(row, 7))));
        state.addAll(
                query(
                        "SELECT subject_id, period, due_at FROM schedule",
                        row ->
                                new Plan(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(2) == null ? null : instant(row, 3))));
        return state;
    }

    @Override
    public void close() {
        stop();
    }

    private interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    private long count(String sql, String... arguments) throws SQLException {
        return query(sql, row -> row.getLong(1), arguments).getFirst();
    }

    private <T> List<T> query(String sql, Mapping<T> mapping, String... arguments)
            throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(mapping.of(row));
                }
            }
            return found;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), user(), password());
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
