package io.carillon.server;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.carillon.embedded.EmbeddedPostgres;
import io.carillon.server.Http.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database fails in one way or another while a claim is under way, and comes back.
class DatabaseAwayTest {
    private static final List<String> NAMES = List.of("Ada", "Grace", "Joan");

    @TempDir private static Path original;
    @TempDir private Path folder;

    @BeforeAll
    static void prepare() {
        EmbeddedPostgres.start(original).close();
    }

    @Test
    void the_server_waits_while_there_is_only_a_standby_and_goes_on_when_that_takes_over()
            throws IOException, SQLException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        copyOriginalTo(first);
        copyOriginalTo(second);
        EmbeddedPostgres primary = EmbeddedPostgres.start(first);
        follows(second, primary);
        EmbeddedPostgres standby = EmbeddedPostgres.start(second);
        String both =
                "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/carillon?targetServerType=preferPrimary"
                        .formatted(primary.port(), standby.port());
        try (primary;
                standby;
                TestServer server = start(both, primary)) {
            String path;
            try (Connection _ = holdsEverybodyBack(primary)) {
                path = signUp(server.http());
                primary.close(); // in order, so that the standby has all that was committed
            }

            isDown(server.http(), "database_read_only");
            assertThat(server.http().get(path).status()).isEqualTo(200);
            execute(standby, "SELECT pg_promote()");

            ringsOnceForEach(server.http());
        }
    }

    @Test
    void the_server_waits_while_its_databases_disk_is_full() throws IOException, SQLException {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", folder.toString()))
                .as("mounting a small disk needs a right that this user does not have")
                .isZero();
        try {
            copyOriginalTo(folder);
            Path ballast = folder.resolve("ballast");
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
                    TestServer server = start(postgres.jdbcUrl(), postgres)) {
                try (Connection _ = holdsEverybodyBack(postgres)) {
                    signUp(server.http());
                    fill(ballast);
                }

                isDown(server.http(), "database_full");
                Files.delete(ballast);

                ringsOnceForEach(server.http());
            }
        } finally {
            run("umount", "--lazy", folder.toString());
        }
    }

    private static TestServer start(String jdbcUrl, EmbeddedPostgres account) {
        return TestServer.start(
                Map.of(
                        "CARILLON_DATABASE_URL", jdbcUrl,
                        "CARILLON_DATABASE_USER", account.user(),
                        "CARILLON_DATABASE_PASSWORD", account.password()));
    }

    /// While this is open no delivery can be made: a claim waits for it in the middle.
    private static Connection holdsEverybodyBack(EmbeddedPostgres postgres) throws SQLException {
        Connection connection = connect(postgres);
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE delivery IN SHARE MODE");
        }
        return connection;
    }

    /// All of them on their birthdays, so that they are due at once. Returns the path of the last.
    private static String signUp(Http http) {
        String path = "";
        for (String name : NAMES) {
            Answer created = http.post("/user", People.bornToday(name));
            assertThat(created.status()).isEqualTo(201);
            path = created.header("Location");
        }
        return path;
    }

    private static void isDown(Http http, String code) {
        patiently()
                .untilAsserted(() -> {
                    Answer refused = http.post("/user", People.json(People.name()));
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.text("code")).isEqualTo(code);
                    assertThat(refused.header("Retry-After")).isNotEmpty();
                });
        patiently().until(() -> http.get("/health/ready").status() == 503);
        assertThat(http.get("/health/live").status()).isEqualTo(200);
        assertThat(http.get("/metrics").body()).contains("\ncarillon_ready 0.0\n");
        assertThat(http.get("/inbox").items()).isEmpty();
    }

    private static void ringsOnceForEach(Http http) {
        patiently().until(() -> http.get("/health/ready").status() == 200);
        assertThat(http.post("/user", People.json(People.name())).status()).isEqualTo(201);
        patiently()
                .untilAsserted(() ->
                        assertThat(http.get("/v1/deliveries?state=delivered").items())
                                .hasSameSizeAs(NAMES));
        assertThat(http.get("/inbox").items())
                .extracting(arrival -> arrival.path("body").path("message").asString())
                .containsExactlyInAnyOrderElementsOf(
                        NAMES.stream()
                                .map(name -> "Hey, " + name + " Lovelace it's your birthday")
                                .toList());
    }

    private static void copyOriginalTo(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(original)) {
            for (Path path : paths.skip(1).toList()) {
                Path target = folder.resolve(original.relativize(path));
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /// The cluster in this folder becomes a standby that receives all that the primary commits.
    private static void follows(Path folder, EmbeddedPostgres primary) throws IOException {
        Files.createFile(folder.resolve("postgres/standby.signal"));
        Files.writeString(
                folder.resolve("postgres/postgresql.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s'\n"
                        .formatted(primary.port(), primary.user(), primary.password()),
                APPEND);
    }

    private static void fill(Path ballast) {
        byte[] chunk = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast, CREATE, APPEND)) {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(3));
    }
}
