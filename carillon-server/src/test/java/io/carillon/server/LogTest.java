package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.carillon.engine.input.Json;
import io.carillon.server.Http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogTest {
    private static final String NAME = "Quetzalcoatlia";
    private static final String DATE = "1987-06-05";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final PrintStream stdout = System.out;

    @BeforeEach
    void logAsTheServerDoes() throws JoranException {
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        configure("/logback.xml");
    }

    @AfterEach
    void logAsTestsDo() throws JoranException {
        configure("/logback-test.xml");
        System.setOut(stdout);
    }

    @Test
    void the_log_is_json_with_ids_and_without_names_or_dates_of_birth_even_when_all_fails() {
        Map<String, String> database = new HashMap<>(SharedPostgres.newDatabase());
        String databaseName = SharedPostgres.databaseOf(database);
        database.put("CARILLON_WEBHOOK_URL", "http://127.0.0.1:1/nobody");
        try (TestServer server = TestServer.start(database)) {
            Http http = server.http();
            String user = People.json(NAME, DATE, "Europe/Paris");
            assertThat(http.post("/user", user).status()).isEqualTo(201);
            assertThat(http.post("/user", People.bornToday(NAME)).status()).isEqualTo(201);
            http.get("/" + NAME);
            http.get("/user?" + NAME + "=" + DATE);
            refuses(http, databaseName, user);
            isFull(http, databaseName, user);
            goesAwayAndComesBack(http, databaseName, user);
        }

        String log = written.toString(StandardCharsets.UTF_8);
        List<String> messages =
                log.lines()
                        .map(line -> Json.MAPPER.readTree(line).path("formattedMessage").asString())
                        .toList();
        assertThat(messages)
                .contains("POST /user failed by a fault of ours")
                .contains("POST /user failed: the database cannot be reached")
                .contains("POST /user failed: the database is out of room (SQLSTATE 53100)")
                .contains("everything has stopped");
        assertThat(log).doesNotContain(NAME, "Lovelace", DATE);
        assertThat(log.lines().filter(line -> line.contains("53100")))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSizeLessThan(1_000));
    }

    private static void refuses(Http http, String database, String user) {
        SharedPostgres.execute(
                database,
                "ALTER TABLE subject ADD CONSTRAINT nobody CHECK (version < 1) NOT VALID");

        Answer failed = http.post("/user", user);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text("code")).isEqualTo("internal_error");
        assertThat(failed.body()).doesNotContain("nobody", "PSQL", "constraint", "Exception");
        SharedPostgres.execute(database, "ALTER TABLE subject DROP CONSTRAINT nobody");
    }

    /// What PostgreSQL says when it cannot make a file longer.
    private static void isFull(Http http, String database, String user) {
        SharedPostgres.execute(
                database,
                """
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$
                """);
        SharedPostgres.execute(
                database,
                "CREATE TRIGGER full_disk BEFORE INSERT ON subject EXECUTE FUNCTION full_disk()");

        Answer failed = http.post("/user", user);

        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.text("code")).isEqualTo("database_full");
        assertThat(failed.header("Retry-After")).isNotEmpty();
        SharedPostgres.execute(database, "DROP TRIGGER full_disk ON subject");
    }

    private static void goesAwayAndComesBack(Http http, String database, String user) {
        SharedPostgres.execute(
                "carillon", "ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        SharedPostgres.execute(
                "carillon",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + database
                        + "'");

        Answer unavailable = http.post("/user", user);

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.header("Retry-After")).isEqualTo("5");
        assertThat(unavailable.text("code")).isEqualTo("database_unreachable");
        Answer down = http.get("/health/ready");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.body()).isEqualTo("{\"status\":\"down\"}");
        assertThat(http.get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");

        SharedPostgres.execute(
                "carillon", "ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> http.get("/health/ready").status() == 200);
        assertThat(http.post("/user", user).status()).isEqualTo(201);
    }

    private void configure(String resource) throws JoranException {
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogTest.class.getResource(resource));
    }
}
