package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// While a new version is rolled out, the old one goes on over the tables that the new one has
/// changed.
class NextSchemaTest {
    /// What a next version may do: add.
    private static final String NEXT =
            """
            ALTER TABLE subject ADD COLUMN next_text text;
            ALTER TABLE schedule ADD COLUMN next_number integer NOT NULL DEFAULT 7;
            ALTER TABLE delivery ADD COLUMN next_at timestamptz, ADD COLUMN next_flag boolean NOT NULL DEFAULT true;
            ALTER TABLE attempt ADD COLUMN next_text text;
            ALTER TABLE delivery_action ADD COLUMN next_text text;
            ALTER TABLE tenant ADD COLUMN next_text text;
            ALTER TABLE occasion ADD COLUMN next_text text;
            ALTER TABLE step ADD COLUMN next_number integer NOT NULL DEFAULT 7;
            ALTER TABLE endpoint ADD COLUMN next_text text;
            ALTER TABLE endpoint_health ADD COLUMN next_number integer NOT NULL DEFAULT 7;
            ALTER TABLE node ADD COLUMN next_text text;
            ALTER TABLE hold ADD COLUMN next_text text;
            ALTER TABLE tz_release ADD COLUMN next_text text;
            ALTER TABLE tz_move ADD COLUMN next_text text;
            CREATE INDEX next_index ON delivery (subject_id, due_at);
            CREATE TABLE next_table (id uuid PRIMARY KEY, said text);
            """;

    @TempDir private Path migrations;

    private final VirtualClock clock = new VirtualClock(Instant.parse("2027-06-15T07:00:00Z"));
    private final RecordingChannel channel = new RecordingChannel(clock);

    @Test
    void this_version_starts_and_works_over_the_tables_of_the_next_one() throws IOException {
        String database = TestDatabase.create("next_schema");
        TestDatabase.open(database).close();
        Files.writeString(migrations.resolve("V9999__next.sql"), NEXT);
        assertThat(
                        flyway(database)
                                .locations(
                                        "classpath:io/carillon/engine/migrations",
                                        "filesystem:" + migrations)
                                .load()
                                .migrate()
                                .migrationsExecuted)
                .isEqualTo(1);

        try (Databases databases = TestDatabase.open(database);
                Engine engine = engine(databases)) {
            livesThroughADay(engine);
        }
    }

    @Test
    void this_version_works_on_while_the_next_one_changes_the_tables() {
        String database = TestDatabase.create("schema_changes");
        try (Databases databases = TestDatabase.open(database);
                Engine engine = engine(databases)) {
            SubjectId ada = born(engine);
            for (int i = 0; i < 40; i++) { // until all connections have prepared their statements
                isReallyBornInDecember(engine, ada);
                engine.round();
            }
            databases.reference().useHandle(handle -> handle.execute(NEXT));

            for (int i = 0; i < 10; i++) {
                isReallyBornInDecember(engine, ada);
                engine.round();
            }
            engine.subjects().erase(ada);
            livesThroughADay(engine);
        }
    }

    @Test
    void tables_that_are_too_old_and_cannot_be_brought_up_to_date_are_refused() {
        String database = TestDatabase.create("old_schema");
        Flyway before =
                flyway(database)
                        .locations("classpath:io/carillon/engine/migrations")
                        .target("8")
                        .load();
        before.migrate();
        Jdbi.create(TestDatabase.url(database), TestDatabase.user(), TestDatabase.password())
                .useHandle(handle -> handle.execute("CREATE TABLE hold (somebody_elses text)"));

        assertThatThrownBy(() -> TestDatabase.open(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "its tables are at version 0008, this Carillon needs version \\d{4}, and bringing them up to date failed: "
                                + "ERROR: relation \"hold\" already exists");
        assertThat(before.info().current().getVersion().getVersion()).isEqualTo("0008");
    }

    @Test
    void a_migration_that_was_cut_short_is_begun_anew_at_the_next_start() {
        String database = TestDatabase.create("cut_short");
        flyway(database)
                .locations("classpath:io/carillon/engine/migrations")
                .target("10")
                .load()
                .migrate();
        Jdbi jdbi =
                Jdbi.create(
                        TestDatabase.url(database), TestDatabase.user(), TestDatabase.password());
        jdbi.useHandle(
                handle -> handle.execute("ALTER DATABASE cut_short SET lock_timeout = '100ms'"));
        jdbi.useTransaction(edit -> {
            edit.execute("LOCK TABLE schedule IN ROW EXCLUSIVE MODE");
            assertThatThrownBy(() -> TestDatabase.open(database))
                    .hasMessageContaining("lock timeout");
        });
        assertThat(invalidIndexes(jdbi)).isEqualTo(1);
        jdbi.useHandle(handle -> handle.execute("ALTER DATABASE cut_short RESET lock_timeout"));

        TestDatabase.open(database).close();

        assertThat(invalidIndexes(jdbi)).isZero();
    }

    private static int invalidIndexes(Jdbi jdbi) {
        return jdbi.withHandle(handle ->
                handle.select("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
                        .mapTo(Integer.class)
                        .one());
    }

    private void livesThroughADay(Engine engine) {
        channel.answers(
                new Outcome.Accepted("HTTP 200"),
                Outcome.Unavailable.because("HTTP 503"),
                new Outcome.Refused("HTTP 422"));
        engine.installation().addTenant("neighbour", "webhook", "webhook");
        List<SubjectId> people = List.of(born(engine), born(engine), born(engine));
        engine.subjects()
                .change(
                        people.getFirst(),
                        before -> new Profile("Europe/Paris", before.dates(), before.attributes()));
        engine.occasions()
                .change(
                        Occasion.BIRTHDAY,
                        before -> before.with(before.policies(), LocalTime.of(8, 30)));
        for (int i = 0; i < 3; i++) {
            clock.set(clock.instant().plusSeconds(3_600));
            engine.round();
            engine.beat();
        }
        engine.deliveries()
                .operate(
                        Selection.of(DeliveryState.FAILED, 10),
                        Operation.REPLAY,
                        new Action.Cause("Grace", "mended"));
        engine.round();
        engine.holding().hold();
        assertThat(engine.holding().release()).isTrue();

        assertThat(channel.sent()).hasSize(5);
        assertThat(engine.views().deliveries(Optional.empty(), Optional.empty(), 10))
                .hasSize(3)
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.DELIVERED);
        assertThat(engine.views().upcoming(Optional.empty(), Optional.empty(), 10)).hasSize(3);
        engine.subjects().erase(people.getLast());
        assertThat(engine.subjects().find(people.getLast())).isEmpty();
    }

    private static void isReallyBornInDecember(Engine engine, SubjectId id) {
        engine.subjects()
                .change(
                        id,
                        before ->
                                new Profile(
                                        before.zone(),
                                        Map.of("dateOfBirth", "1990-12-15"),
                                        before.attributes()));
    }

    private static SubjectId born(Engine engine) {
        Profile profile =
                new Profile(
                        "Europe/London",
                        Map.of("dateOfBirth", "1990-06-15"),
                        Map.of("firstName", "Ada", "lastName", "Lovelace"));
        return engine.subjects().create(new NewSubject("user", Optional.empty(), profile)).id();
    }

    private Engine engine(Databases databases) {
        return Engine.byHand(
                databases,
                TzSnapshot.bundled(),
                clock,
                new Machine().time(),
                EngineSettings.ofDefaults("old"),
                Map.of(Engine.WEBHOOK, channel));
    }

    private static FluentConfiguration flyway(String database) {
        return Flyway.configure()
                .dataSource(
                        TestDatabase.url(database), TestDatabase.user(), TestDatabase.password());
    }
}
