package io.carillon.trials.bench;

import com.zaxxer.hikari.HikariDataSource;

/// What peers have in common.
final class Peers {
    static final int CONNECTIONS = 24;

    private Peers() {}

    /// The library that a class comes of, by the name of its jar, which says the version as well.
    static String library(Class<?> one) {
        String jar = one.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.substring(jar.lastIndexOf('/') + 1).replaceFirst("\\.jar$", "");
    }

    /// A peer's configuration, with what all of them have.
    static String configuration(Class<?> one, String own, int connections) {
        return "%s: %s; a pool of %d connections, reWriteBatchedInserts"
                .formatted(library(one), own, connections);
    }

    /// A pool of connections whose batches of inserts become one statement.
    static HikariDataSource pool(BenchDatabase database, int connections) {
        HikariDataSource pool = new HikariDataSource();
        String url = database.url();
        pool.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true");
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(connections);
        return pool;
    }
}
