package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// What a subject says of itself stands in its schedules as well, whoever wrote it.
class ProfilesInSchedulesTest {
    /// As versions before V0014 write them: a subject and its schedule in each of these slots.
    private static final String OF_BEFORE =
            """
            INSERT INTO subject (slot, tenant_id, id, kind, zone, dates, attributes, version, created_at, updated_at)
            SELECT i, 1, ('01a62045-2000-8000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'user', 'Asia/Tokyo',
                   '{"dateOfBirth": "1990-06-15"}', jsonb_build_object('firstName', 'Ada', 'lastName', 'No ' || i), 3,
                   now(), now()
            FROM generate_series(:from, :to) AS i;
            INSERT INTO schedule (slot, tenant_id, subject_id, occasion_id, step, period, due_at, learnt_at, same_day,
                                  expired, decided_through, subject_version, rule_version, tzdb, parked)
            SELECT slot, 1, id, 1, 'day', '2099', '2099-06-15T00:00Z', NULL, false, false, NULL, 3, 1, '2026a', NULL
            FROM subject
            WHERE slot BETWEEN :from AND :to;
            """;

    @Test
    void each_edit_is_told_to_them() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.person("1815-12-10", "Europe/London");
        Jdbi jdbi = town.databases.reference();
        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::alike)).isEqualTo(2);

        town.moves(ada, "Asia/Tokyo");
        town.engine
                .subjects()
                .change(
                        ada,
                        before ->
                                new Profile(
                                        before.zone(),
                                        Map.of("dateOfBirth", "1990-06-16"),
                                        Map.of("firstName", "Augusta", "lastName", "\"King\"")));

        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::alike)).isEqualTo(2);
    }

    @Test
    void the_next_message_is_made_of_what_an_edit_by_hand_says() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        Jdbi jdbi = town.databases.reference();
        jdbi.useHandle(handle ->
                handle.execute(
                        "UPDATE subject SET attributes = '{\"firstName\": \"Augusta\", \"lastName\": \"King\"}'"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::alike)).isOne();
        assertThat(town.channel.texts()).containsExactly("Hey, Augusta King it's your birthday");
    }

    @Test
    void who_is_moved_or_dated_anew_by_hand_is_greeted_there_and_then() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        town.person("1990-06-15", "Asia/Tokyo");
        Jdbi jdbi = town.databases.reference();
        jdbi.useHandle(handle -> handle.execute("UPDATE subject SET zone = 'Europe/London'"));
        town.until("2027-06-15T07:59:59Z");
        assertThat(town.channel.sent()).isEmpty();
        jdbi.useHandle(handle ->
                handle.execute("UPDATE subject SET dates = '{\"dateOfBirth\": \"1990-06-16\"}'"));

        town.until("2027-06-16T09:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-16T08:00:00Z");
    }

    @Test
    void an_edit_while_a_definition_cannot_be_read_is_followed_when_it_can_be_again() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        Jdbi jdbi = town.databases.reference();
        jdbi.useHandle(handle -> handle.execute("UPDATE occasion SET catch_up = 'SOMETIMES'"));
        town.isReallyBornOn(ada, "1990-09-01");
        jdbi.useHandle(handle -> handle.execute("UPDATE occasion SET catch_up = 'LATEST'"));

        town.until("2027-09-01T09:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-09-01T08:00:00Z");
    }

    @Test
    void versions_before_see_by_the_stamp_that_a_subject_was_edited() {
        Town town = Town.at("2027-06-14T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");

        town.moves(ada, "Asia/Tokyo");

        int stamp =
                town.databases
                        .reference()
                        .withHandle(handle ->
                                handle.select(
                                                "SELECT subject_version FROM schedule WHERE rule_version > 0")
                                        .mapTo(Integer.class)
                                        .one());
        assertThat(stamp).isEqualTo(2);
    }

    @Test
    void a_schedule_without_a_subject_is_parked() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        Jdbi jdbi = town.databases.reference();
        jdbi.useHandle(handle ->
                handle.execute("UPDATE schedule SET zone = NULL, dates = NULL, attributes = NULL"));

        assertThat(town.engine.views().upcoming(Optional.empty(), Optional.empty(), 10)).isEmpty();

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.engine.views().parked(10)).hasSize(1);
    }

    @Test
    void who_is_deleted_by_hand_is_not_greeted_and_leaves_nothing_of_the_profile() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.person("1990-06-15", "Europe/London");
        Jdbi jdbi = town.databases.reference();
        jdbi.useHandle(handle -> handle.execute("DELETE FROM subject"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::all)).isZero();
        assertThat(town.channel.sent()).isEmpty();
    }

    @Test
    void those_that_a_version_before_inserts_are_told_at_once() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        Jdbi jdbi = town.databases.reference();

        jdbi.useHandle(handle -> insertAsBefore(handle, 0, 9));

        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::alike)).isEqualTo(10);
    }

    @Test
    void those_that_are_there_are_told_by_a_migration_which_goes_on_where_it_was_cut_short() {
        String database = TestDatabase.create("before_profiles");
        migrate(database, "13");
        Jdbi jdbi =
                Jdbi.create(
                        TestDatabase.url(database), TestDatabase.user(), TestDatabase.password());
        jdbi.useHandle(handle -> insertAsBefore(handle, 0, 1_023));
        jdbi.useHandle(handle -> handle.execute("DELETE FROM subject WHERE slot = 1023"));
        jdbi.useHandle(
                handle -> handle.execute("UPDATE schedule SET subject_version = 2 WHERE slot = 7"));
        migrate(database, "14");
        jdbi.useHandle(handle ->
                handle.execute("ALTER DATABASE before_profiles SET lock_timeout = '100ms'"));
        jdbi.useTransaction(edit -> {
            edit.execute("SELECT FROM schedule WHERE slot = 100 FOR NO KEY UPDATE");
            assertThatThrownBy(() -> TestDatabase.open(database))
                    .hasMessageContaining("lock timeout");
        });
        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::alike)).isEqualTo(100);
        jdbi.useHandle(
                handle -> handle.execute("ALTER DATABASE before_profiles RESET lock_timeout"));

        TestDatabase.open(database).close();

        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::alike)).isEqualTo(1_023);
        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::all)).isEqualTo(1_024);
        assertThat(jdbi.withHandle(ProfilesInSchedulesTest::staleSlots)).containsExactly(7);
    }

    private static void migrate(String database, String target) {
        Flyway.configure()
                .dataSource(
                        TestDatabase.url(database), TestDatabase.user(), TestDatabase.password())
                .locations("classpath:io/carillon/engine/migrations")
                .target(target)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
    }

    private static void insertAsBefore(Handle handle, int from, int to) {
        handle.createUpdate(OF_BEFORE).bind("from", from).bind("to", to).execute();
    }

    private static List<Integer> staleSlots(Handle handle) {
        return handle.select("SELECT slot FROM schedule WHERE rule_version = 0")
                .mapTo(Integer.class)
                .list();
    }

    private static int all(Handle handle) {
        return handle.select("SELECT count(*) FROM schedule").mapTo(Integer.class).one();
    }

    /// How many schedules say what their subject says.
    private static int alike(Handle handle) {
        return handle.select(
                        """
                        SELECT count(*)
                        FROM schedule c
                        JOIN subject s ON s.slot = c.slot AND s.tenant_id = c.tenant_id AND s.id = c.subject_id
                        WHERE c.zone = s.zone AND c.dates::jsonb = s.dates AND c.attributes::jsonb = s.attributes
                        """)
                .mapTo(Integer.class)
                .one();
    }
}
