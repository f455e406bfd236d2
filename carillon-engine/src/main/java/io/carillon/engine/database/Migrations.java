package io.carillon.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

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
        Flyway flyway =
                Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:io/carillon/engine/migrations")
                        .cleanDisabled(true)
                        .callbacks(new Patience())
                        // Else its lock is a transaction, and an index that is built concurrently
                        // waits for the end of every transaction.
                        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                        .load();
        try {
            if (Arrays.stream(flyway.info().all()).anyMatch(Migrations::wasCutShort)) {
                flyway.repair(); // forgets that it was tried
            }
            flyway.migrate();
        } catch (FlywayException e) {
            IllegalStateException failed = new IllegalStateException(told(flyway.info(), e));
            failed.addSuppressed(e); // no cause: the sentence says it all
            throw failed;
        }
    }

    /// Only what is no transaction can be: it must be such that it can be run again.
    private static boolean wasCutShort(MigrationInfo migration) {
        return migration.getState().isFailed();
    }

    /// To build an index on a big table takes longer than any statement of a loop may.
    private static final class Patience extends BaseCallback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                context.getConnection().setNetworkTimeout(Runnable::run, 0);
            } catch (SQLException e) {
                throw new IllegalStateException("the database does not answer", e);
            }
        }
    }

    /// Older tables are not worked with: this version would fail where it asks for what is new.
    /// Newer ones are, for a newer version beside this one has made them.
    private static String told(MigrationInfoService info, Throwable error) {
        String present =
                Optional.ofNullable(info.current())
                        .map(current -> "are at version " + current.getVersion())
                        .orElse("are not there yet");
        String needed =
                Arrays.stream(info.all())
                        .filter(migration -> migration.getState().isResolved())
                        .map(migration -> String.valueOf(migration.getVersion()))
                        .reduce("", (_, last) -> last);
        Throwable inner = error;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String said =
                String.valueOf(inner.getMessage()).strip().lines().findFirst().orElse("no reason");
        return "its tables %s, this Carillon needs version %s, and bringing them up to date failed: %s"
                .formatted(present, needed, said);
    }

    private static int serverVersion(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be reached: " + e.getMessage(), e);
        }
    }
}
