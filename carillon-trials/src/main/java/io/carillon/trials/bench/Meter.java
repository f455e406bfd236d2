package io.carillon.trials.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a stretch of a turn cost: read at its beginning, and again at its end.
final class Meter {
    /// Of `/proc/PID/stat`; 100 a second on every Linux of today.
    static final double MICROS_A_TICK = 10_000;

    /// Of a core, within a second.
    private static final double MICROS_A_PERCENT = 10_000;

    /// A session at work tells what it has counted once a second.
    private static final Duration COUNTS_LATE_BY = Duration.ofMillis(1_100);

    private static final Duration JUST_BEFORE = Duration.ofMillis(500);

    private static final String WAL = "wal B";

    private final BenchDatabase database;
    private final long nanos;
    private final long jvmCpu;
    private final long allocated;
    private final long ticks;
    private final long wal;
    private final long commits;
    private final long stored;

    /// What it costs to ask the database is not measured, neither here nor at the end.
    Meter(BenchDatabase database) throws Exception {
        this(database, Instant.EPOCH);
    }

    /// From this instant on; the database is asked just before it.
    Meter(BenchDatabase database, Instant from) throws Exception {
        this.database = database;
        Thread.sleep(Work.now().until(from.minus(JUST_BEFORE)));
        this.commits = commits();
        this.stored = stored();
        this.wal = wal();
        Thread.sleep(Work.now().until(from));
        this.allocated = allocated();
        this.ticks = database.cpuTicks();
        this.jvmCpu = jvmCpu();
        this.nanos = System.nanoTime();
    }

    double seconds() {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /// Figures of this stretch, each occurrence's share where it says so.
    Map<String, Double> read(int occurrences) throws Exception {
        long bytes = allocated() - allocated;
        Map<String, Double> figures = read();
        double seconds = figures.getOrDefault("seconds", Double.NaN);
        for (String whose : List.of("jvm", "pg")) {
            double percent = figures.getOrDefault(whose + " % of a core", Double.NaN);
            figures.put(whose + " us each", percent * seconds * MICROS_A_PERCENT / occurrences);
        }
        figures.put("wal B each", figures.getOrDefault(WAL, Double.NaN) / occurrences);
        figures.put("allocated B each", (double) bytes / occurrences);
        figures.put("stored B each", (double) (stored() - stored) / occurrences);
        figures.remove(WAL);
        return figures;
    }

    /// Figures of this stretch as a whole.
    Map<String, Double> read() throws Exception {
        double jvmMicros = (jvmCpu() - jvmCpu) / 1e3;
        double pgMicros = (database.cpuTicks() - ticks) * MICROS_A_TICK;
        double seconds = seconds();
        double jvm = jvmMicros / MICROS_A_PERCENT / seconds;
        double pg = pgMicros / MICROS_A_PERCENT / seconds;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("seconds", seconds);
        figures.put("jvm % of a core", jvm);
        figures.put("pg % of a core", pg);
        figures.put("cpu % of a core", jvm + pg);
        figures.put(WAL, (double) (wal() - wal));
        Thread.sleep(COUNTS_LATE_BY);
        figures.put("commits", (double) (commits() - commits));
        figures.put("dead tuples", (double) deadTuples());
        return figures;
    }

    private static long jvmCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class)
                .getTotalThreadAllocatedBytes();
    }

    private long wal() throws SQLException {
        return database.number("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    private long commits() throws SQLException {
        return database.number(
                "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
    }

    /// What all tables take with their indexes, dead rows and free room included.
    private long stored() throws SQLException {
        return database.number(
                "SELECT COALESCE(sum(pg_total_relation_size(relid)), 0)::bigint FROM pg_stat_user_tables");
    }

    private long deadTuples() throws SQLException {
        return database.number("SELECT COALESCE(sum(n_dead_tup), 0) FROM pg_stat_user_tables");
    }
}
