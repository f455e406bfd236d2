package io.carillon.embedded;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a folder keeps from one server to the next.
class RestartTest {

    @TempDir Path folder;

    @Test
    void rows_and_the_password_survive_a_restart() throws SQLException {
        String password;
        try (var postgres = EmbeddedPostgres.start(folder)) {
            Sql.run(
                    postgres,
                    "CREATE TABLE promise (word text)",
                    "INSERT INTO promise VALUES ('kept')");
            password = postgres.password();
        }

        try (var postgres = EmbeddedPostgres.start(folder)) {

            assertThat(Sql.column(postgres, "SELECT word FROM promise")).containsExactly("kept");
            assertThat(postgres.password()).isEqualTo(password);
        }
    }

    @Test
    void durability_cannot_be_altered_away() throws SQLException {
        PreparedFolder.copyTo(folder);

        try (var postgres = EmbeddedPostgres.start(folder)) {
            Sql.run(
                    postgres,
                    "ALTER SYSTEM SET fsync = off",
                    "ALTER SYSTEM SET synchronous_commit = off",
                    "ALTER SYSTEM SET full_page_writes = off",
                    "ALTER SYSTEM SET listen_addresses = '*'");
        }

        try (var postgres = EmbeddedPostgres.start(folder)) {

            assertThat(Sql.value(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(Sql.value(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(Sql.value(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(Sql.value(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void what_the_operator_tunes_in_postgresql_conf_holds() throws Exception {
        PreparedFolder.copyTo(folder);
        var theirs = folder.resolve("postgres/postgresql.conf");
        Files.writeString(theirs, "max_connections = 42\n", APPEND);

        try (var postgres = EmbeddedPostgres.start(folder)) {

            assertThat(Sql.value(postgres, "SHOW max_connections")).isEqualTo("42");
            assertThat(Sql.value(postgres, "SHOW max_wal_size")).isEqualTo("1GB");
            assertThat(theirs).content().endsWith("max_connections = 42\n");
        }
    }

    @Test
    void a_lost_password_is_replaced_and_the_rows_stay() throws Exception {
        PreparedFolder.copyTo(folder);

        try (var postgres = EmbeddedPostgres.start(folder)) {
            Sql.run(postgres, "CREATE TABLE promise AS SELECT 'kept' AS word");
        }
        Files.delete(folder.resolve("postgres.password"));

        try (var postgres = EmbeddedPostgres.start(folder)) {

            assertThat(Sql.column(postgres, "SELECT word FROM promise")).containsExactly("kept");
            assertThat(folder.resolve("postgres.log"))
                    .content()
                    .doesNotContain(postgres.password());
        }
    }

    @Test
    void closing_twice_is_closing_once() {
        PreparedFolder.copyTo(folder);

        var postgres = EmbeddedPostgres.start(folder);

        postgres.close();
        postgres.close();

        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_server_that_has_died_meanwhile_is_no_trouble_to_close() throws Exception {
        PreparedFolder.copyTo(folder);

        var postgres = EmbeddedPostgres.start(folder);
        endBehindItsBack();

        postgres.close();

        EmbeddedPostgres.start(folder).close();
    }

    @Test
    void an_initdb_that_died_halfway_is_forgotten() throws Exception {
        var halfway = Files.createDirectories(folder.resolve("postgres.tmp-1/cluster/base"));
        Files.writeString(halfway.resolveSibling("PG_VERSION"), "18\n");

        try (var postgres = EmbeddedPostgres.start(folder)) {

            assertThat(Sql.value(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(folder.resolve("postgres.tmp-1")).doesNotExist();
        }
    }

    @Test
    void a_folder_of_something_else_is_refused_and_left_as_it_is() throws Exception {
        var something = Files.createDirectories(folder.resolve("postgres")).resolve("diary.txt");
        Files.writeString(something, "dear diary");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder))
                .withMessageContaining("is not empty, yet holds no PostgreSQL cluster")
                .withMessageContaining("--data");
        assertThat(something).hasContent("dear diary");
    }

    @Test
    void a_cluster_of_another_major_version_is_refused() throws Exception {
        PreparedFolder.copyTo(folder);
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "17\n");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder))
                .withMessageContaining(
                        "holds a cluster of PostgreSQL 17 and this Carillon brings 18");
    }

    @Test
    void a_log_that_has_grown_too_long_makes_room() throws Exception {
        var log = folder.resolve("postgres.log");
        PreparedFolder.copyTo(folder);
        try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(ServerLog.BYTES_MAX + 1);
        }

        EmbeddedPostgres.start(folder).close();

        assertThat(Files.size(log)).isLessThan(100_000);
        assertThat(Files.size(folder.resolve("postgres.log.1"))).isEqualTo(ServerLog.BYTES_MAX + 1);
    }

    @Test
    void an_empty_cluster_folder_and_an_odd_name_are_fine() throws Exception {
        var odd = folder.resolve("Ada's göod data (1)");
        Files.createDirectories(odd.resolve("postgres"));

        EmbeddedPostgres.start(odd).close();
        try (var postgres = EmbeddedPostgres.start(odd)) {

            assertThat(Sql.value(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    private void endBehindItsBack() throws Exception {
        try (Stream<String> lines = Files.lines(folder.resolve("postgres/postmaster.pid"))) {
            var postmaster =
                    ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow())).orElseThrow();
            var ended = postmaster.onExit();
            postmaster.destroyForcibly();
            ended.join();
        }
    }
}
