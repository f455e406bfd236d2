package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.Tenant;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Deliveries;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Doubts;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Suspects;
import io.carillon.engine.occasion.WhenUnknown;
import io.carillon.engine.schedule.ChangedZones;
import io.carillon.engine.schedule.ChangedZones.Stretch;
import io.carillon.engine.schedule.Places;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.Shares;
import io.carillon.engine.schedule.StaleSchedules;
import io.carillon.engine.schedule.StaleSchedules.Place;
import io.carillon.engine.schedule.TzMoves;
import io.carillon.engine.schedule.TzRelease;
import io.carillon.engine.schedule.TzReleases;
import io.carillon.engine.subject.SubjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
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
    private static final int PEOPLE = 200_000;
    private static final String NOW = "2027-06-15T08:00:00Z";

    /// Not that of the day, so that the document stays as it is when a new one comes.
    private static final String TZDB = "2026a";

    private static final UUID SILENT_NODE = new UUID(0, 1);

    /// What a statement calls itself in its first line; what is in parentheses is for the reader.
    private static final Pattern NAME = Pattern.compile("(?m)^\\s*-- ([a-z].+?)(?: \\(.*)?$");

    /// The ways into a big table.
    private static final Pattern SCAN =
            Pattern.compile(
                    "Index (?:Only )?Scan (?:Backward )?(?:using|on) ((?:subject|schedule|delivery|attempt|tz_move)_\\w+)"
                            + "|((?:Seq|Tid|Tid Range) Scan on (?:subject|schedule|delivery|attempt|delivery_action|tz_move))\\b");

    private final Map<String, String> plans = new TreeMap<>();
    private Jdbi jdbi = TestDatabase.databases().reference();

    @BeforeAll
    void everything_is_done_once_over_full_tables() throws IOException {
        Town town = Town.at(NOW);
        jdbi = town.databases.reference();
        autovacuum(false); // else what the planner knows depends on when it comes by
        fill();
        setLogger(new Plans());

        followTheClocks();
        takeShares();
        ring(town);
        edit(town);
        read(town);
        operate(town);
        takeBackLeases();
        planAnew();

        Files.writeString(
                Path.of("target", "plans.txt"),
                plans.entrySet().stream()
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
        assertThat(plans.keySet())
                .filteredOn(statement ->
                        scans(statement).stream().anyMatch(way -> way.startsWith("Seq Scan")))
                .containsExactly("count stale schedules");
    }

    @Test
    void no_statement_on_a_big_table_is_left_out() throws IOException {
        assertThat(statements())
                .filteredOn(statement -> !plans.containsKey(statement))
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
                .containsAll(plans.keySet())
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
                NAME.matcher(Files.readString(file))
                        .results()
                        .forEach(name -> names.add(name.group(1)));
            }
        }
        return names;
    }

    private List<String> scans(String statement) {
        assertThat(plans).containsKey(statement);
        return SCAN.matcher(plans.getOrDefault(statement, ""))
                .results()
                .map(SchemaDocTest::way)
                .toList();
    }

    private static String way(MatchResult scan) {
        String index = scan.group(1);
        return index == null ? scan.group(2) : index;
    }

    private static void ring(Town town) {
        town.channel.answers(new Outcome.Accepted("HTTP 200"), Outcome.Unavailable.because("busy"));
        town.engine.round();
        // As after a restore: its delivery is there, and its schedule does not know.
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                """
                                UPDATE schedule
                                SET period = '2027', due_at = ?, decided_through = '2026'
                                WHERE subject_id = (SELECT subject_id FROM delivery WHERE period = '2027' LIMIT 1)
                                """,
                                Instant.parse(NOW)));
        town.engine.round();
        town.engine.nextDueAt();
        town.engine.beat();
    }

    /// As where a crowd of another tenant leaves no room; nothing is written.
    private void takeShares() {
        Instant now = Instant.parse(NOW);
        jdbi.useTransaction(handle -> {
            Schedules.Window window = new Schedules.Window(now.minusSeconds(3_600), now, true);
            Schedule one =
                    Schedules.upcoming(
                                    handle,
                                    Tenant.DEFAULT,
                                    Optional.empty(),
                                    List.of(1),
                                    Optional.empty(),
                                    1)
                            .getFirst();
            ScheduleKey key = one.key();
            Schedule ofAnother =
                    new Schedule(
                            new ScheduleKey(0, key.subject(), key.occasion(), key.step()),
                            one.profile(),
                            one.cursor(),
                            one.stamp(),
                            one.parked());
            assertThat(Shares.lock(handle, ofAnother, window, 5, new Places())).hasSize(5);
        });
    }

    private static void edit(Town town) {
        SubjectId ada = town.person("1990-06-16", "Europe/London");
        town.moves(ada, "Asia/Tokyo");
        town.engine.subjects().delete(ada);
        town.engine.subjects().erase(ada);
    }

    private static void read(Town town) {
        Views views = town.engine.views();
        SubjectId someone =
                town.engine.subjects().page("user", Optional.empty(), 50).getFirst().id();
        views.upcoming(Optional.empty(), Optional.empty(), 50);
        views.upcoming(Optional.of(someone), Optional.empty(), 50);
        views.deliveries(Optional.of(DeliveryState.FAILED), Optional.empty(), 50);
        Delivery one = views.deliveries(Optional.empty(), Optional.empty(), 50).getFirst();
        views.delivery(one.id());
        views.history(one);
        views.actions(one);
        views.deliveriesOf(someone);
        views.parked(50);
    }

    private static void operate(Town town) {
        Action.Cause cause = new Action.Cause("Grace", "why not");
        DeliveryEdits edits = town.engine.deliveries();
        edits.operate(Selection.of(DeliveryState.FAILED, 2), Operation.REPLAY, cause);
        // It is nine in London: what is sent again waits for ten.
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE step SET hours_from = '10:00', hours_until = '11:00'"));
        town.engine.round();
        List<DeliveryId> waiting =
                town
                        .engine
                        .views()
                        .deliveries(Optional.of(DeliveryState.RETRYING), Optional.empty(), 2)
                        .stream()
                        .map(Delivery::id)
                        .toList();
        edits.operate(Selection.of(waiting), Operation.CANCEL, cause);
        edits.operate(Selection.of(DeliveryState.IN_DOUBT, 2), Operation.RESOLVE_SENT, cause);
    }

    private void takeBackLeases() {
        List<Lease> leases =
                jdbi.withHandle(handle -> Deliveries.leasedBy(handle, SILENT_NODE, 10));
        Doubts.depart(
                jdbi,
                SILENT_NODE,
                Instant.parse(NOW),
                leases.stream()
                        .map(lease -> new Doubts.Departing(lease, WhenUnknown.RESEND))
                        .toList());
        jdbi.useHandle(handle -> Suspects.blame(handle, leases));
        Settled released = Settled.released(leases.getFirst(), Instant.parse(NOW));
        jdbi.useTransaction(handle ->
                // One row for two settlements.
                Doubts.settle(handle, Instant.parse(NOW), List.of(released, released)));
        jdbi.useTransaction(handle -> Doubts.settle(handle, Instant.parse(NOW), List.of(released)));
        jdbi.useHandle(handle -> Deliveries.isWritten(handle, released));
    }

    /// As after a change of the definition, without writing anything: it would take a while.
    private void planAnew() {
        Instant now = Instant.parse(NOW);
        Schedules.Window soon = new Schedules.Window(now, now.plus(Duration.ofMinutes(10)), true);
        jdbi.useTransaction(handle -> {
            StaleSchedules.count(handle, Tenant.DEFAULT, 1, 2);
            StaleSchedules.lockOfDefinition(handle, Tenant.DEFAULT, 1, 2, Place.START, 1_000);
            List<Schedule> found = new ArrayList<>();
            Schedules.dueWithin(handle, Tenant.DEFAULT, 1, soon, 1_000, found::addAll);
            Schedules.lock(handle, found.stream().map(Schedule::key).toList());
        });
    }

    /// As after a tz update that changes where everyone lives.
    private void followTheClocks() {
        Instant now = Instant.parse(NOW);
        Schedules.Window soon = new Schedules.Window(now, now.plus(Duration.ofMinutes(10)), true);
        jdbi.useTransaction(handle -> {
            TzSnapshot next =
                    Releases.of("2099a")
                            .with("Europe/London", Releases.fixed(ZoneOffset.ofHours(2)))
                            .snapshot();
            TzRelease tz = TzReleases.adopt(jdbi, next, now);
            ChangedZones.pages(handle);
            ChangedZones.lock(handle, List.of(Tenant.DEFAULT), tz, Stretch.START, 1_000);
            ChangedZones.within(handle, List.of(Tenant.DEFAULT), tz, soon, 1_000, found -> {});
            ChangedZones.parked(handle, List.of(Tenant.DEFAULT), tz, 1_000, found -> {});
            TzMoves.page(handle, Tenant.DEFAULT, Optional.empty(), 50);
            TzMoves.deleteBefore(handle, now.minus(Duration.ofDays(400)), 1_000);
            handle.rollback();
        });
    }

    /// Birthdays spread over the year, a day's worth of them due; all were greeted the year before,
    /// but for a few that failed, are being sent or wait for another attempt.
    private void fill() {
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                INSERT INTO subject
                                SELECT n * 7919 % 1024, 1,
                                       ('01900000-0000-8' || lpad(to_hex(n * 7919 % 1024), 3, '0') || '-8000-'
                                        || lpad(to_hex(n), 12, '0'))::uuid,
                                       NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-06-15"}',
                                       '{"firstName": "Ada", "lastName": "Lovelace"}', 1, :now, :now
                                FROM generate_series(1, :people) n
                                ORDER BY 1, 3;

                                INSERT INTO node VALUES (:silent, 'silent', 0, :now);

                                INSERT INTO schedule
                                SELECT slot, 1, id, 1, 'day', '2027',
                                       :now + (row_number() OVER (ORDER BY id) - 500) * interval '157 s',
                                       NULL, false, false, '2026', 1, 1, :tzdb, NULL
                                FROM subject;

                                INSERT INTO tz_move
                                SELECT slot, 1, subject_id, 1, 'day',
                                       :now - interval '1 d' * (row_number() OVER (ORDER BY due_at) / 1000),
                                       '2027', 'Europe/London', due_at, due_at, '2026', :tzdb
                                FROM schedule;

                                INSERT INTO delivery
                                SELECT slot, ('8000505e' || substr(subject_id::text, 9))::uuid, 1, subject_id, 1,
                                       'day', '2026', 1, 1, state, due_at - interval '1 y', NULL, due_at, 1000, false,
                                       1, 0, CASE state WHEN 'retrying' THEN :now END, :silent, 1,
                                       CASE state WHEN 'delivered' THEN due_at END, due_at, 'HTTP 200',
                                       CASE state WHEN 'failed' THEN '{"firstName": "Ada", "lastName": "L"}'::jsonb END,
                                       NULL, 0, NULL, CASE WHEN n = :people - 60 THEN 2 ELSE 0 END
                                FROM (SELECT *, CASE WHEN n > :people - 50 THEN 'sending'
                                                     WHEN n > :people - 3000 THEN 'retrying'
                                                     WHEN n % 1000 = 0 THEN 'failed'
                                                     WHEN n % 1000 = 1 THEN 'in_doubt'
                                                     ELSE 'delivered' END AS state
                                      FROM (SELECT *, row_number() OVER (ORDER BY due_at) AS n FROM schedule)
                                      ORDER BY due_at);
                                """)
                        .bind("now", Instant.parse(NOW))
                        .bind("people", PEOPLE)
                        .bind("tzdb", TZDB)
                        .bind("silent", SILENT_NODE)
                        .execute());
        jdbi.useHandle(
                handle -> handle.execute("VACUUM (ANALYZE) subject, schedule, delivery, tz_move"));
    }

    private final class Plans implements SqlLogger {
        @Override
        public void logBeforeExecution(StatementContext context) {
            Matcher name = NAME.matcher(context.getRenderedSql());
            if (name.find()) {
                plans.computeIfAbsent(name.group(1), _ -> explain(context));
            }
        }

        private static String explain(StatementContext context) {
            try {
                return isPlannedByValues(context) ? planByValues(context) : planForAll(context);
            } catch (SQLException e) {
                throw new IllegalStateException(
                        "cannot explain: " + context.getParsedSql().getSql(), e);
            }
        }

        private static boolean isPlannedByValues(StatementContext context) throws SQLException {
            try (Statement statement = context.getConnection().createStatement();
                    ResultSet row = statement.executeQuery("SHOW plan_cache_mode")) {
                row.next();
                return row.getString(1).equals("force_custom_plan");
            }
        }

        private static String planByValues(StatementContext context) throws SQLException {
            try (PreparedStatement explain =
                    bound(context, "EXPLAIN (COSTS OFF) " + context.getParsedSql().getSql())) {
                return plan(explain.executeQuery());
            }
        }

        /// Which is what sessions keep: so there need be no values.
        private static String planForAll(StatementContext context) throws SQLException {
            String sql = context.getParsedSql().getSql();
            try (PreparedStatement bound = bound(context, sql);
                    Statement statement = context.getConnection().createStatement()) {
                List<String> types = new ArrayList<>();
                for (int i = 0; i < names(context).size(); i++) {
                    types.add(bound.getParameterMetaData().getParameterTypeName(i + 1));
                }
                statement.execute(
                        "PREPARE explained %s AS %s".formatted(listed(types), numbered(sql)));
                String values = listed(types.stream().map(_ -> "NULL").toList());
                String plan =
                        plan(
                                statement.executeQuery(
                                        "EXPLAIN (COSTS OFF) EXECUTE explained " + values));
                statement.execute("DEALLOCATE explained");
                return plan;
            }
        }

        private static String plan(ResultSet lines) throws SQLException {
            StringBuilder plan = new StringBuilder();
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
            return plan.toString();
        }

        private static String listed(List<String> words) {
            return words.isEmpty() ? "" : "(" + String.join(", ", words) + ")";
        }

        private static List<String> names(StatementContext context) {
            return context.getParsedSql().getParameters().getParameterNames();
        }

        @SuppressWarnings("removal") // Jdbi has no other way to the values that are bound
        private static PreparedStatement bound(StatementContext context, String sql)
                throws SQLException {
            PreparedStatement statement = context.getConnection().prepareStatement(sql);
            List<String> names = names(context);
            for (int i = 0; i < names.size(); i++) {
                context.getBinding()
                        .findForName(names.get(i), context)
                        .orElseThrow()
                        .apply(i + 1, statement, context);
            }
            return statement;
        }

        private static String numbered(String sql) {
            StringBuilder numbered = new StringBuilder();
            int number = 0;
            for (String part : sql.split("\\?", -1)) {
                numbered.append(number == 0 ? "" : "$" + number).append(part);
                number++;
            }
            return numbered.toString();
        }
    }
}
