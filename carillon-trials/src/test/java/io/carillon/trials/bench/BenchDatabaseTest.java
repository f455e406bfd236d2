package io.carillon.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
    void each_wait_for_a_row_that_another_holds_is_counted(@TempDir Path folder) throws Exception {
        try (BenchDatabase database = BenchDatabase.tellingOfLocks(folder.resolve("database"));
                Connection holding = database.connect();
                Connection wanting = database.connect()) {
            database.execute("CREATE TABLE one AS SELECT 1 AS number");
            holding.setAutoCommit(false);
            execute(holding, "UPDATE one SET number = 2");
            assertThat(database.waitsForLocks()).isZero();

            CompletableFuture<Void> wanted =
                    CompletableFuture.runAsync(
                            () -> execute(wanting, "UPDATE one SET number = number + 1"));
            await().atMost(Duration.ofMinutes(2)).until(database::waitsForLocks, is -> is == 1);

            holding.commit();
            wanted.join();
            assertThat(database.waitsForLocks()).isEqualTo(1);
            assertThat(database.number("SELECT number FROM one")).isEqualTo(3);
        }
    }

    @Test
    void what_makes_it_durable_is_said(@TempDir Path folder) throws Exception {
        try (BenchDatabase database = BenchDatabase.in(folder.resolve("database"))) {
            assertThat(database.durability())
                    .isEqualTo("fsync on, synchronous_commit on, full_page_writes on");
        }
    }

    @Test
    void one_that_is_not_durable_ends_the_bench(@TempDir Path folder) throws Exception {
        try (BenchDatabase database = BenchDatabase.in(folder.resolve("database"))) {
            database.execute("ALTER ROLE CURRENT_USER SET synchronous_commit = off");

            assertThatThrownBy(database::durability).hasMessage("synchronous_commit is off");
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
