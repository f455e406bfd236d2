package io.carillon.trials.bench;

import com.zaxxer.hikari.HikariDataSource;

/// What peers have in common.
final class Peers {
    private static final int CONNECTIONS = 24;

    private Peers() {}

    /// A pool of connections whose batches of inserts become one statement.
    static HikariDataSource pool(BenchDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        String url = database.url();
        pool.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true");
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        return pool;
    }
}
