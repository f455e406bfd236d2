package io.carillon.trials.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a stretch of a turn cost: read at its beginning, and again at its end.
final class Meter {
    /// Of `/proc/PID/stat`; 100 a second on every Linux of today.
    private static final double MICROS_A_TICK = 10_000;

    private final BenchDatabase database;
    private final long nanos = System.nanoTime();
    private final long jvmCpu;
    private final long allocated;
    private final long ticks;
    private final long wal;
    private final long commits;

    Meter(BenchDatabase database) throws SQLException, IOException {
        this.database = database;
        this.jvmCpu = jvmCpu();
        this.allocated = allocated();
        this.ticks = database.cpuTicks();
        this.wal = wal();
        this.commits = commits();
    }

    double seconds() {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /// Figures of this stretch, each occurrence's share where it says so.
    Map<String, Double> read(int occurrences) throws SQLException, IOException {
        Map<String, Double> figures = read();
        figures.put("jvm us each", (jvmCpu() - jvmCpu) / 1e3 / occurrences);
        figures.put("pg us each", (database.cpuTicks() - ticks) * MICROS_A_TICK / occurrences);
        figures.put("wal B each", (double) (wal() - wal) / occurrences);
        figures.put("allocated B each", (double) (allocated() - allocated) / occurrences);
        return figures;
    }

    /// Figures of this stretch as a whole.
    Map<String, Double> read() throws SQLException, IOException {
        double seconds = seconds();
        double jvm = (jvmCpu() - jvmCpu) / 1e7 / seconds;
        double pg = (database.cpuTicks() - ticks) * MICROS_A_TICK / 1e4 / seconds;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("seconds", seconds);
        figures.put("jvm % of a core", jvm);
        figures.put("pg % of a core", pg);
        figures.put("cpu % of a core", jvm + pg);
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

    private long deadTuples() throws SQLException {
        return database.number("SELECT COALESCE(sum(n_dead_tup), 0) FROM pg_stat_user_tables");
    }
}
