package io.carillon.trials.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// How many statements PostgreSQL was given, by its own pg_stat_statements, which leaves BEGIN, SET
/// and COMMIT out here, and so does the count leave out this bench's own.
final class Statements {
    private final BenchDatabase database;

    Statements(BenchDatabase database) throws SQLException {
        this.database = database;
        database.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }

    /// Begins to count.
    void reset() throws SQLException {
        database.one("SELECT pg_stat_statements_reset()");
    }

    /// How many there were; a line says of each how many.
    long count() throws SQLException {
        long sum = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT calls, left(regexp_replace(query, '\\s+', ' ', 'g'), 100)
                                FROM pg_stat_statements
                                WHERE query NOT LIKE '%pg_stat_%' AND query NOT LIKE '%pg_current_wal_%'
                                ORDER BY calls DESC
                                """)) {
            while (row.next()) {
                System.out.printf("%8d  %s%n", row.getLong(1), row.getString(2));
                sum += row.getLong(1);
            }
        }
        return sum;
    }
}
