package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.database.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How PostgreSQL carries out each statement when the tables are full. The statements are the
/// engine's own: as it works over 200,000 people, each is taken down with its values before it runs
/// for the first time.
///
/// The plans are left in `target/plans.txt`; `docs/schema.md` quotes them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaDocTest {
    /// The ways into a big table.
    private static final Pattern SCAN =
            Pattern.compile(
                    "Index (?:Only )?Scan (?:Backward )?(?:using|on) ((?:subject|schedule|delivery|attempt|tz_move)_\\w+)"
                            + "|((?:Seq|Tid|Tid Range) Scan on (?:subject|schedule|delivery|attempt|delivery_action|tz_move))\\b");

    /// A node of a plan that reads an index of a big table, of whose own lines none is a condition.
    private static final Pattern WITHOUT_CONDITION =
            Pattern.compile(
                    "Index (?:Only )?Scan (?:Backward )?(?:using|on) (?:subject|schedule|delivery|attempt|tz_move)_\\w+.*\\n"
                            + "(?!(?:(?!.*->).*\\n)*? *Index Cond:)");

    private final StatementPlans plans = new StatementPlans();
    private Jdbi jdbi = TestDatabase.databases().reference();

    @BeforeAll
    void everything_is_done_once_over_full_tables() throws IOException {
        Town town = Town.at(FullTables.NOW);
        jdbi = town.databases.reference();
        autovacuum(false); // else what the planner knows depends on when it comes by
        FullTables tables = new FullTables(town);
        setLogger(plans);

        tables.doEverythingOnce();

        Files.writeString(
                Path.of("target", "plans.txt"),
                plans.all().entrySet().stream()
                        .map(plan -> "-- " + plan.getKey() + "\n" + plan.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    @AfterAll
    void others_find_the_tables_empty() {
        setLogger(SqlLogger.NOP_SQL_LOGGER);
        TestDatabase.empty();
        autovacuum(true);
    }

    private static void setLogger(SqlLogger logger) {
        Databases databases = TestDatabase.databases();
        for (Jdbi one : List.of(databases.reference(), databases.loops())) {
            one.getConfig(SqlStatements.class).setSqlLogger(logger);
        }
    }

    private void autovacuum(boolean enabled) {
        for (String table : List.of("subject", "schedule", "delivery", "tz_move")) {
            jdbi.useHandle(handle ->
                    handle.execute(
                            "ALTER TABLE %s SET (autovacuum_enabled = %s)"
                                    .formatted(table, enabled)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    claim due schedules                          | schedule_due_tenant
                    see who is due behind a crowd                | schedule_due_tenant
                    claim the shares of other tenants            | schedule_due_tenant
                    when is the next schedule due                | schedule_due_tenant
                    list what is upcoming                        | schedule_due_tenant
                    find schedules due within a window           | schedule_due_tenant
                    list parked schedules                        | schedule_parked
                    list what is upcoming for a subject          | schedule_pkey
                    lock the schedules of a subject              | schedule_pkey
                    lock schedules                               | schedule_pkey
                    lock stale schedules                         | schedule_pkey
                    lock schedules of changed zones              | Tid Range Scan on schedule
                    find schedules of changed zones due soon     | schedule_due_tenant
                    find parked schedules of changed zones       | schedule_parked
                    list moves                                   | tz_move_newest
                    delete old moves                             | tz_move_newest, Tid Scan on tz_move
                    delete the moves of a subject                | tz_move_pkey
                    move claimed schedules on                    | Tid Scan on schedule
                    move schedules on                            | schedule_pkey
                    delete the schedules of a subject            | schedule_pkey
                    find a subject                               | subject_pkey
                    read the subjects of a batch                 | subject_pkey
                    hold existing subjects                       | subject_pkey
                    write a subject                              | subject_pkey
                    delete a subject                             | subject_pkey
                    list subjects                                | subject_pkey
                    claim waiting deliveries                     | delivery_waiting, delivery_pkey
                    look ahead                                   | delivery_waiting, delivery_waiting, schedule_due_tenant
                    settle what expired while it waited          | delivery_expiring, delivery_pkey
                    read a node's leases                         | delivery_leased
                    read the leases of ended nodes               | delivery_leased
                    cancel the deliveries of a deleted subject   | delivery_of_subject
                    find a delivery                              | delivery_pkey
                    settle deliveries                            | delivery_pkey
                    see which deliveries were settled just now   | delivery_pkey
                    see whether a settlement was written         | delivery_pkey
                    see which deliveries exist                   | delivery_pkey
                    settle what was in doubt                     | delivery_pkey
                    note departures                              | delivery_pkey
                    erase the deliveries of a subject            | delivery_pkey, delivery_action_pkey, attempt_pkey
                    select deliveries in a state                 | delivery_by_state
                    select deliveries by their ids               | delivery_pkey
                    lock deliveries                              | delivery_pkey
                    replay deliveries                            | delivery_pkey
                    cancel deliveries                            | delivery_pkey
                    resolve deliveries as sent                   | delivery_pkey
                    list the deliveries of a subject             | delivery_pkey
                    list deliveries                              | delivery_by_due
                    list deliveries in a state                   | delivery_by_state
                    read the attempts of a delivery              | attempt_pkey
                    read the actions on a delivery               | delivery_action_pkey
                    put off until local hours                    | delivery_pkey
                    see whether a suspect waits                  | delivery_suspect
                    claim a suspect                              | delivery_suspect, delivery_pkey
                    """)
    void a_statement_goes_by_its_index(String statement, String indexes) {
        assertThat(scans(statement)).containsExactly(indexes.split(", "));
    }

    @Test
    void the_count_of_deaths_goes_by_the_leases_or_by_the_key() {
        assertThat(scans("count deaths after a departure"))
                .singleElement()
                .isIn("delivery_leased", "delivery_pkey");
    }

    @Test
    void the_next_expiry_is_found_among_what_waits() {
        assertThat(scans("when does the next waiting delivery expire"))
                .singleElement()
                .isIn("delivery_expiring", "delivery_waiting");
    }

    @Test
    void only_the_count_of_stale_schedules_reads_a_big_table_from_end_to_end() {
        assertThat(plans.all().keySet())
                .filteredOn(statement ->
                        scans(statement).stream().anyMatch(way -> way.startsWith("Seq Scan")))
                .containsExactly("count stale schedules");
    }

    /// An index that is named but not looked into by a condition is read from end to end as well,
    /// as these are: what waits, what is leased, and the one that is due first.
    @Test
    void but_for_these_an_index_is_entered_by_a_condition() {
        assertThat(plans.all().keySet())
                .filteredOn(statement ->
                        WITHOUT_CONDITION.matcher(plans.all().getOrDefault(statement, "")).find())
                .containsExactly(
                        "look ahead",
                        "read the leases of ended nodes",
                        "when is the next schedule due");
    }

    @Test
    void no_statement_on_a_big_table_is_left_out() throws IOException {
        assertThat(statements())
                .filteredOn(statement -> !plans.all().containsKey(statement))
                .containsExactly(
                        "beat",
                        "copy an occasion",
                        "hold",
                        "hold a definition for a change",
                        "hold an endpoint for a change",
                        "insert a tenant",
                        "insert an endpoint",
                        "open a session",
                        "read the mark of the last change of a definition",
                        "register a node",
                        "release",
                        "remove a node",
                        "remove a silent node",
                        "see whether the database answers",
                        "write a step",
                        "write an endpoint",
                        "write an occasion");
    }

    @Test
    void the_document_names_every_statement() throws IOException {
        String document =
                Files.readString(Path.of("..", "docs", "schema.md")).replaceAll("\\s+", " ");

        assertThat(statements())
                .hasSizeGreaterThan(30)
                .containsAll(plans.all().keySet())
                .allSatisfy(statement -> assertThat(document).contains("`" + statement + "`"));
    }

    @Test
    void the_document_tells_the_storage_parameters_of_each_table() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "schema.md"));
        List<String> told =
                jdbi.withHandle(handle ->
                        handle.createQuery(
                                        """
                                        SELECT format('| `%s` | `%s` |', relname, string_agg(option, ', ' ORDER BY number))
                                        FROM pg_class, unnest(reloptions) WITH ORDINALITY AS o (option, number)
                                        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                                          AND option NOT LIKE 'autovacuum_enabled=%'
                                        GROUP BY relname
                                        """)
                                .mapTo(String.class)
                                .list());

        assertThat(told).hasSize(3).allSatisfy(line -> assertThat(document).contains(line));
    }

    /// The names of all statements in the engine's sources.
    private static Set<String> statements() throws IOException {
        Set<String> names = new TreeSet<>();
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                StatementPlans.names(Files.readString(file)).forEach(names::add);
            }
        }
        return names;
    }

    private List<String> scans(String statement) {
        assertThat(plans.all()).containsKey(statement);
        return SCAN.matcher(plans.all().getOrDefault(statement, ""))
                .results()
                .map(SchemaDocTest::way)
                .toList();
    }

    private static String way(MatchResult scan) {
        String index = scan.group(1);
        return index == null ? scan.group(2) : index;
    }
}
