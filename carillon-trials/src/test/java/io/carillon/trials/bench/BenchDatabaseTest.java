package io.carillon.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchDatabaseTest {
    @Test
    void who_wants_a_row_that_another_holds_is_counted_until_it_is_let_go(@TempDir Path folder)
            throws Exception {
        try (BenchDatabase database = BenchDatabase.in(folder.resolve("database"));
                Connection holding = database.connect();
                Connection wanting = database.connect()) {
            database.execute("CREATE TABLE one AS SELECT 1 AS number");
            holding.setAutoCommit(false);
            execute(holding, "UPDATE one SET number = 2");
            assertThat(database.waitingForLocks()).isZero();

            CompletableFuture<Void> wanted =
                    CompletableFuture.runAsync(
                            () -> execute(wanting, "UPDATE one SET number = number + 1"));
            await().atMost(Duration.ofMinutes(2)).until(database::waitingForLocks, is -> is == 1);

            holding.commit();
            wanted.join();
            assertThat(database.waitingForLocks()).isZero();
            assertThat(database.number("SELECT number FROM one")).isEqualTo(3);
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
