package io.carillon.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings the tables up to date: forward only, one file after the other.
final class Migrations {
    private static final int POSTGRES_LEAST = 17;

    private Migrations() {}

    static void run(DataSource pool) {
        int version = serverVersion(pool);
        if (version < POSTGRES_LEAST) {
            throw new IllegalStateException(
                    "the database server is PostgreSQL "
                            + version
                            + "; Carillon needs "
                            + POSTGRES_LEAST
                            + " or newer");
        }
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:io/carillon/engine/migrations")
                .cleanDisabled(true)
                .load()
                .migrate();
    }

    private static int serverVersion(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be reached: " + e.getMessage(), e);
        }
    }
}
