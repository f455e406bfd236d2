package io.carillon.engine.runtime;

import io.carillon.embedded.EmbeddedPostgres;
import io.carillon.engine.database.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One real PostgreSQL for all tests of this JVM; emptied before each.
final class TestDatabase {
    private static final EmbeddedPostgres POSTGRES = start();
    private static final Databases DATABASES =
            Databases.open(POSTGRES.jdbcUrl(), POSTGRES.user(), POSTGRES.password(), 8);

    private TestDatabase() {}

    static Databases empty() {
        DATABASES
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                """
                                TRUNCATE subject, schedule, delivery, attempt, delivery_action, node, alone, hold, tz_release, tz_move;
                                UPDATE occasion
                                SET version = 1, followed = 0, leap_day = 'MAR_1', gap = 'LATER', overlap = 'EARLIER', same_day = 'SEND',
                                    expires_after = 'PT48H', late_after = 'PT1M', catch_up = 'LATEST';
                                UPDATE step
                                SET local_time = '09:00', retry_attempts = DEFAULT, retry_waits = DEFAULT,
                                    when_unknown = DEFAULT, hours_from = DEFAULT, hours_until = DEFAULT;
                                DELETE FROM step WHERE tenant_id > 1;
                                DELETE FROM occasion WHERE tenant_id > 1;
                                DELETE FROM endpoint_health;
                                DELETE FROM endpoint WHERE id > 1;
                                DELETE FROM tenant WHERE id > 1;
                                UPDATE endpoint
                                SET concurrency_max = DEFAULT, rate_max = DEFAULT, rate_per = DEFAULT,
                                    breaker_failure_rate = DEFAULT, breaker_calls_min = DEFAULT, breaker_window = DEFAULT,
                                    probe_after = DEFAULT, probe_after_max = DEFAULT;
                                INSERT INTO endpoint_health (tenant_id, endpoint_id) SELECT tenant_id, id FROM endpoint;
                                """));
        return DATABASES;
    }

    static Databases databases() {
        return DATABASES;
    }

    /// Another database of the same server, whose defaults somebody has altered.
    static Databases altered(String name, String... defaults) {
        create(name);
        for (String one : defaults) {
            DATABASES
                    .reference()
                    .useHandle(handle -> handle.execute("ALTER DATABASE " + name + " SET " + one));
        }
        return open(name);
    }

    /// Another database of the same server, with no tables yet.
    static String create(String name) {
        DATABASES.reference().useHandle(handle -> handle.execute("CREATE DATABASE " + name));
        return name;
    }

    static Databases open(String name) {
        return Databases.open(url(name), user(), password(), 4);
    }

    static String url(String name) {
        String url = POSTGRES.jdbcUrl();
        return url.substring(0, url.lastIndexOf('/') + 1) + name;
    }

    static String user() {
        return POSTGRES.user();
    }

    static String password() {
        return POSTGRES.password();
    }

    private static EmbeddedPostgres start() {
        try {
            Path folder = Files.createTempDirectory("carillon-engine-test");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, folder)));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres postgres, Path folder) {
        postgres.close();
        try (var files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
