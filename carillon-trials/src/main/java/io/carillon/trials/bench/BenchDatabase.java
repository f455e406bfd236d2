package io.carillon.trials.bench;

import io.carillon.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of its own for one turn, with the settings that the product ships.
final class BenchDatabase implements AutoCloseable {
    private static final List<String> DURABLE =
            List.of("fsync", "synchronous_commit", "full_page_writes");

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private @Nullable Connection watching;

    private BenchDatabase(Path folder) {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.start(folder);
    }

    static BenchDatabase in(Path folder) {
        return new BenchDatabase(folder);
    }

    /// One with pg_stat_statements, for a bench that measures nothing else but what it counts.
    static BenchDatabase counting(Path folder) throws IOException {
        return with(
                """
                shared_preload_libraries = 'pg_stat_statements'
                pg_stat_statements.track_utility = off
                """,
                folder);
    }

    /// One that keeps account of each wait for a lock that lasts for a millisecond.
    static BenchDatabase tellingOfLocks(Path folder) throws IOException {
        return with(
                """
                log_lock_waits = on
                deadlock_timeout = 1ms
                """,
                folder);
    }

    private static BenchDatabase with(String settings, Path folder) throws IOException {
        EmbeddedPostgres.start(folder).close();
        Files.writeString(
                folder.resolve("postgres").resolve("postgresql.conf"),
                settings,
                StandardOpenOption.APPEND);
        return new BenchDatabase(folder);
    }

    String url() {
        return postgres.jdbcUrl();
    }

    String user() {
        return postgres.user();
    }

    String password() {
        return postgres.password();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    /// One that sends values of these types as bytes.
    Connection connect(String binaryTypes) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        properties.setProperty("binaryTransferEnable", binaryTypes);
        return DriverManager.getConnection(url(), properties);
    }

    /// What makes it durable, read back; anything but `on` ends the bench.
    String durability() throws SQLException {
        List<String> settings = new ArrayList<>();
        for (String setting : DURABLE) {
            String value = one("SHOW " + setting);
            if (!value.equals("on")) {
                throw new IllegalStateException(setting + " is " + value);
            }
            settings.add(setting + " " + value);
        }
        return String.join(", ", settings);
    }

    /// Leaves no work of the past behind for what is measured next.
    void settle() throws SQLException {
        execute("VACUUM (ANALYZE)");
        execute("CHECKPOINT");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String one(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    long number(String query) throws SQLException {
        return Long.parseLong(one(query));
    }

    /// How many of Carillon's schedules have not been delivered yet.
    long open() throws SQLException {
        return number(
                """
                SELECT (SELECT count(*) FROM schedule)
                       - (SELECT count(*) FROM delivery WHERE state = 'delivered')
                """);
    }

    /// How often somebody waited for what another transaction held, of one that tells. A file that
    /// grows is held for a moment by whom it grows for, which is no lock of ours.
    long waitsForLocks() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("postgres.log"))) {
            return lines.filter(line -> line.contains(" still waiting for "))
                    .filter(line -> !line.contains(" on extension of relation "))
                    .count();
        }
    }

    /// Whether none of Carillon's deliveries is being sent: by the index on these alone, and by a
    /// connection that is kept.
    boolean sendsNothing() throws SQLException {
        if (watching == null) {
            watching = connect();
            try (Statement statement = watching.createStatement()) {
                statement.execute("SET enable_seqscan = off");
            }
        }
        try (Statement statement = watching.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT NOT EXISTS (SELECT FROM delivery WHERE state = 'sending')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /// Its first process.
    long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid"))
                        .getFirst());
    }

    /// The CPU time of all its processes, those that have ended too, in clock ticks.
    long cpuTicks() throws IOException {
        long postmaster = postmaster();
        long ticks = ticks(postmaster, 13, 14, 15, 16);
        for (long child : children(postmaster)) {
            ticks += cpuTicks(child);
        }
        return ticks;
    }

    /// Of one process alone.
    static long cpuTicks(long process) {
        return ticks(process, 13, 14);
    }

    @Override
    public void close() {
        postgres.close(); // which ends what watches as well
    }

    private static List<Long> children(long parent) throws IOException {
        Path file = Path.of("/proc/%d/task/%d/children".formatted(parent, parent));
        List<Long> children = new ArrayList<>();
        for (String child : Files.readString(file).trim().split(" ", -1)) {
            if (!child.isEmpty()) {
                children.add(Long.parseLong(child));
            }
        }
        return children;
    }

    /// Fields of `/proc/PID/stat`, counted from 0; 0 of a process that has just ended.
    private static long ticks(long process, int... fields) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            // The name, the second field, is in brackets and may hold blanks.
            String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long sum = 0;
            for (int field : fields) {
                sum += Long.parseLong(rest[field - 2]);
            }
            return sum;
        } catch (IOException _) {
            return 0;
        }
    }
}
