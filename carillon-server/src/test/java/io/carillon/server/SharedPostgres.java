package io.carillon.server;

import io.carillon.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// One real PostgreSQL for all tests of this JVM, and a database of its own for whoever asks.
final class SharedPostgres {
    private static final Path ROOT = root();
    static final Path DATA = temporaryFolder();
    private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start(DATA);
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final List<Runnable> BEFORE_IT_STOPS = new CopyOnWriteArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SharedPostgres::close));
    }

    private SharedPostgres() {}

    /// A new database's settings, as in the environment.
    static Map<String, String> newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute("carillon", "CREATE DATABASE " + name);
        return Map.of(
                "CARILLON_DATABASE_URL", url(name),
                "CARILLON_DATABASE_USER", POSTGRES.user(),
                "CARILLON_DATABASE_PASSWORD", POSTGRES.password());
    }

    static String databaseOf(Map<String, String> settings) {
        String url = settings.getOrDefault("CARILLON_DATABASE_URL", "");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    static void execute(String database, String sql) {
        try (var connection =
                        DriverManager.getConnection(
                                url(database), POSTGRES.user(), POSTGRES.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// Has this done at the end of the JVM, while the database still runs.
    static void beforeItStops(Runnable stop) {
        BEFORE_IT_STOPS.add(stop);
    }

    // One hook for all: hooks run side by side, and the database must go last.
    private static void close() {
        BEFORE_IT_STOPS.forEach(Runnable::run);
        POSTGRES.close();
        try (Stream<Path> all = Files.walk(ROOT)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(ROOT, "data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            return Files.createTempDirectory("carillon-server-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(String database) {
        String url = POSTGRES.jdbcUrl();
        return url.substring(0, url.lastIndexOf('/') + 1) + database;
    }
}
