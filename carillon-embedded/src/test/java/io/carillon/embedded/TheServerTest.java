package io.carillon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a running server says of itself.
class TheServerTest {

    @TempDir static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(folder);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "password_encryption, scram-sha-256",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "server_encoding, UTF8",
        "log_timezone, UTC",
        "max_connections, 100",
        "shared_buffers, 128MB",
        "jit, off"
    })
    void it_runs_with_the_settings_promised(String name, String promised) throws SQLException {
        assertThat(Sql.value(postgres, "SHOW " + name)).isEqualTo(promised);
    }

    @Test
    void its_time_zone_is_utc_for_sessions_that_name_none() throws SQLException {
        // asked of its files: the driver gives each session the time zone of its JVM
        var setting = "SELECT setting FROM pg_file_settings WHERE name = 'timezone' AND applied";

        assertThat(Sql.column(postgres, setting)).containsExactly("UTC");
    }

    @Test
    void it_sorts_by_code_point_whatever_the_c_library() throws SQLException {
        var locale =
                Sql.value(
                        postgres,
                        "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = 'carillon'");

        assertThat(locale).isEqualTo("b C.UTF-8");
    }

    @Test
    void it_is_the_eighteenth_major_version() throws SQLException {
        assertThat(Sql.value(postgres, "SHOW server_version"))
                .startsWith(Binaries.MAJOR + ".")
                .isEqualTo("18.6");
    }

    @Test
    void each_of_its_doors_asks_for_a_password() throws SQLException {
        var methods =
                Sql.column(
                        postgres,
                        "SELECT coalesce(error, auth_method) FROM pg_hba_file_rules ORDER BY 1");

        assertThat(methods).isNotEmpty().containsOnly("scram-sha-256");
    }

    @Test
    void it_refuses_a_wrong_password() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() ->
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guessed"))
                .withMessageContaining("password authentication failed");
    }

    @Test
    void its_password_is_long_and_readable_by_its_owner_only() throws Exception {
        var file = folder.resolve("postgres.password");

        assertThat(Files.readString(file).strip())
                .matches("[A-Za-z0-9_-]{24,}")
                .isEqualTo(postgres.password());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void nobody_else_can_read_its_files() throws Exception {
        assertThat(permissions("postgres")).isEqualTo("rwx------");
        assertThat(permissions("postgres.log")).isEqualTo("rw-------");
    }

    @Test
    void the_one_who_started_it_can_read_its_files() {
        assertThat(folder.resolve("postgres/PG_VERSION")).hasContent("18");
    }

    @Test
    void nothing_unfinished_is_left_beside_it() {
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "postgres", "postgres.password", "postgres.log", "carillon.lock");
    }

    private static String permissions(String name) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
