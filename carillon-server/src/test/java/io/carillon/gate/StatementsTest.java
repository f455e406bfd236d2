package io.carillon.gate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// SQL stands in the engine, written down whole, named, and bound to slots.
class StatementsTest {
    /// All that may look into every slot. Each costs a question to every server once slots live on
    /// several: adding one is a decision.
    private static final Set<String> EVERY_SLOT =
            Set.of(
                    "claim a suspect",
                    "claim due schedules",
                    "claim waiting deliveries",
                    "count stale schedules",
                    "delete old moves",
                    "find parked schedules of changed zones",
                    "find schedules of changed zones due soon",
                    "find schedules due within a window",
                    "look ahead",
                    "list deliveries",
                    "list deliveries in a state",
                    "list moves",
                    "list subjects",
                    "list what is upcoming",
                    "lock schedules of changed zones",
                    "move claimed schedules on",
                    "select deliveries in a state",
                    "lock stale schedules",
                    "list parked schedules",
                    "read a node's leases",
                    "read the leases of ended nodes",
                    "see who is due behind a crowd",
                    "claim the shares of other tenants",
                    "see whether a suspect waits",
                    "settle what expired while it waited",
                    "when does the next waiting delivery expire",
                    "when is the next schedule due");

    /// All that may ask the database for the time.
    private static final Set<String> READS_THE_CLOCK =
            Set.of("beat", "claim due schedules", "see who is due behind a crowd");

    private static final Pattern CLOCK_FUNCTION = Pattern.compile("(?i)\\bclock_timestamp\\s*\\(");
    private static final Pattern TRANSACTION_TIME =
            Pattern.compile(
                    "(?i)\\b(?:now|transaction_timestamp|statement_timestamp|timeofday)\\s*\\("
                            + "|(?<!:)\\b(?:current_(?:timestamp|date|time)|localtime(?:stamp)?)\\b");

    private static final Pattern LOCAL_TIME =
            Pattern.compile(
                    "(?i)\\bat\\s+time\\s+zone\\b|\\btimezone\\s*\\(|\\bset\\s+(?:\\w+\\s+)?time\\s*zone\\b");

    private static final JavaSql ENGINE = JavaSql.in(Repository.mainJava("carillon-engine"));

    @Test
    void only_the_engine_and_the_embedded_database_speak_sql() {
        List<SourceFile> others =
                Repository.mainJava().stream()
                        .filter(file -> !file.isIn("carillon-engine"))
                        .filter(file -> !file.isIn("carillon-embedded"))
                        // A bench fills and compares; it is never published.
                        .filter(file -> !file.isIn("carillon-trials"))
                        .toList();

        assertThat(JavaSql.in(others).statements())
                .as("SQL outside the engine: move it beside the values it reads, in the engine")
                .isEmpty();
    }

    @Test
    void every_statement_opens_with_a_comment_that_names_it() {
        assertThat(ENGINE.statements()).hasSizeGreaterThan(30);
        assertThat(unnamed(ENGINE.statements()))
                .as("statements without a name: open them with `-- what it does`")
                .isEmpty();
    }

    @Test
    void no_two_statements_share_a_name() {
        assertThat(sharedNames(ENGINE.statements()))
                .as(
                        "names of several statements: in pg_stat_statements they could not be told apart")
                .isEmpty();
    }

    @Test
    void every_statement_is_written_down_whole() {
        assertThat(ENGINE.assembled())
                .as(
                        "SQL that is put together, or handed on from elsewhere: write two statements,"
                                + " each a text block beside the call that runs it")
                .isEmpty();
    }

    @Test
    void every_statement_on_a_slot_table_binds_its_slots_or_says_why_not() {
        assertThat(slotProblems(ENGINE.statements(), EVERY_SLOT)).isEmpty();
    }

    @Test
    void the_list_of_statements_over_every_slot_is_complete() {
        assertThat(namesWithEverySlot(ENGINE.statements()))
                .as("a statement that looks into every slot is a decision: it is in this list too")
                .containsExactlyInAnyOrderElementsOf(EVERY_SLOT);
    }

    @Test
    void no_statement_asks_the_database_for_the_time_but_those_that_must() {
        assertThat(clockProblems(ENGINE.statements())).isEmpty();
    }

    @Test
    void no_statement_asks_the_database_for_local_time() {
        assertThat(ENGINE.statements().stream().filter(StatementsTest::asksForLocalTime))
                .as(
                        "the server has a tz database of its own: resolve by a TzSnapshot, bind instants")
                .isEmpty();
    }

    // The checks, on statements that break them.

    @Test
    void sql_is_recognised_wherever_it_hides() {
        assertThat(
                        sqlOf(
                                        """
                                        class Bad {
                                            String a = "SELECT 1 FROM subject";
                                            String b = "select name\\nfrom tenant where id = 1";
                                            String c = "  INSERT INTO tenant VALUES (2, 'x')";
                                            String d = "WITH gone AS (DELETE FROM node) SELECT 1";
                                            String e = "UPDATE delivery d SET state = 'x'";
                                            String g = "TABLE subject";
                                            String h = "REINDEX TABLE subject";
                                            String i = "anything", j = "nothing";
                                            Object f = handle.createQuery("VALUES(1)"), k = handle.select(i);
                                            String fine = "Select a zone, update it, or delete it from the list.";
                                        }
                                        """)
                                .statements())
                .hasSize(9);
    }

    @Test
    void a_statement_that_is_put_together_is_caught() {
        for (String bad :
                List.of(
                        "handle.createQuery(\"SELECT * FROM subject \" + where)",
                        "handle.createQuery(\"SELECT * FROM %s \".formatted(table))",
                        "handle.createUpdate(String.format(\"TRUNCATE %s\", table))",
                        "handle.createQuery(sql)",
                        "handle.createQuery(all + where)",
                        "handle.createQuery(few ? all : all.replace('a', 'b'))",
                        "handle.execute(\"DROP TABLE \" + table)",
                        "handle.execute(sql)",
                        "handle.select(sql, 1)",
                        "handle.select(one)",
                        "statement.executeQuery(sql)",
                        "statement.execute(\"DE\" + \"LETE FROM subject\")",
                        "statement.executeUpdate(String.join(\" \", \"DELETE\", \"FROM subject\"))",
                        "handle.createUpdate(of(\"DELETE\"))",
                        "Stream.of(all).map(handle::createQuery)",
                        "handle.createBatch().add(sql).execute()",
                        "handle.createQuery(changed)",
                        "handle.createQuery(twice)")) {
            String java =
                    """
                    class Bad {
                        String all = "SELECT 1";
                        String changed = "SELECT 1";
                        String twice = "SELECT 1";
                        String one = "SELECT " + 1;
                        Object bad = %s;
                        void change(String twice) { this.changed = "SELECT " + twice; }
                    }
                    """;

            assertThat(sqlOf(java.replace("%s", bad)).assembled()).as(bad).isNotEmpty();
        }
        String fine =
                """
                class Fine {
                    String a = "SELECT 1";
                    Object f = h.createQuery(x ? a : a), g = h.createUpdate("TABLE node").execute();
                    { executor.execute(() -> run(a)); Operations.select(handle, a); }
                }
                """;
        assertThat(sqlOf(fine).assembled()).isEmpty();
    }

    @Test
    void a_statement_without_a_name_or_with_a_taken_one_is_caught() {
        var nameless = sql("SELECT 1");
        var one = sql("-- read it\nSELECT 1");
        var other = sql("-- read it (every slot: why not)\nSELECT 2");

        assertThat(unnamed(List.of(nameless, one, other))).containsExactly(nameless);
        assertThat(sharedNames(List.of(nameless, one, other))).containsExactly("read it");
    }

    @Test
    void a_statement_with_an_open_slot_is_caught() {
        for (String open :
                List.of(
                        "SELECT * FROM subject WHERE id = :id",
                        "SELECT * FROM subject -- WHERE slot = :slot",
                        "SELECT * FROM subject WHERE id = :id OR slot = :slot",
                        "SELECT * FROM subject WHERE ref = ' AND slot = :slot'",
                        "SELECT * FROM subject WHERE slot <> :slot",
                        "UPDATE subject SET slot = :slot WHERE id = :id",
                        "DELETE FROM public.attempt WHERE delivery_id = :id",
                        "INSERT INTO attempt SELECT * FROM unnest(:slots, :ids)",
                        "SELECT * FROM tenant t, subject s WHERE s.tenant_id = t.id",
                        "SELECT * FROM subject s JOIN schedule c ON c.slot = s.slot",
                        "SELECT * FROM subject s JOIN schedule c ON c.slot = c.slot AND s.slot = :slot",
                        "SELECT * FROM subject JOIN schedule USING (slot, tenant_id)",
                        "SELECT * FROM subject s, schedule c WHERE slot = :slot",
                        "SELECT 1 FROM attempt a WHERE a.slot = :slot UNION SELECT 2 FROM attempt a",
                        "SELECT * FROM subject WHERE slot = :slot OR id = :id",
                        "SELECT * FROM subject WHERE id = :id AND slot = :slot OR true",
                        "SELECT * FROM subject WHERE NOT (true AND slot = :slot)",
                        "SELECT * FROM subject WHERE slot = ANY (:slots) IS NOT NULL",
                        "SELECT * FROM subject WHERE slot = ANY (:slots || :id)",
                        "SELECT * FROM subject WHERE slot = :slot IS NOT NULL",
                        "SELECT * FROM subject WHERE 1 BETWEEN 0 AND slot = :slot AND id = :id",
                        "SELECT * FROM subject WHERE CASE WHEN true THEN true AND slot = :slot AND true END",
                        "SELECT CASE WHEN id = :id AND slot = :slot THEN 1 END FROM subject",
                        "SELECT count(*) FILTER (WHERE slot = :slot) FROM subject",
                        "SELECT * FROM subject WHERE EXISTS (SELECT FROM node WHERE slot = :slot)",
                        "SELECT * FROM subject s WHERE EXISTS (SELECT FROM node n WHERE s.slot = :slot)",
                        "SELECT * FROM subject s JOIN generate_series(0, 9) AS g (slot) ON s.slot = g.slot",
                        "SELECT * FROM subject s JOIN node n ON s.slot = n.slot",
                        "SELECT * FROM subject s, node n WHERE s.slot = n.slot",
                        "SELECT * FROM subject s CROSS JOIN unnest(:ids) AS w (id) JOIN other USING (slot)",
                        "SELECT * FROM subject s JOIN unnest(:ids) AS w (id) USING (slot)",
                        "SELECT * FROM subject s JOIN unnest(:ids, :slots) AS w (id, slot) ON s.slot = w.slot",
                        "SELECT * FROM subject s LEFT JOIN unnest(:slots) AS w (slot) ON s.slot = w.slot",
                        "SELECT * FROM unnest(:slots) AS w (slot) RIGHT JOIN subject s USING (slot)",
                        "SELECT * FROM node n RIGHT JOIN subject s ON s.slot = :slot",
                        "SELECT * FROM subject s FULL JOIN node n ON s.slot = :slot",
                        "SELECT * FROM subject s NATURAL JOIN unnest(:slots) AS w (slot)",
                        "SELECT * FROM subject s (id, slot) WHERE s.slot = :slot",
                        "SELECT * FROM subject s JOIN unnest(:slots) AS w (slot) ON s.slot = w.slot"
                                + " JOIN unnest(:ids) AS w (id) ON true",
                        "WITH w AS (SELECT 1 AS slot) SELECT * FROM subject s JOIN w ON s.slot = w.slot",
                        "WITH subject AS (SELECT 1) SELECT * FROM node",
                        "SELECT * FROM /* c */ subject",
                        "SELECT * FROM subject /* WHERE */ WHERE slot = :slot",
                        "SELECT * FROM subject WHERE ref = $$ AND slot = :slot $$",
                        "SELECT * FROM subject WHERE ref = E'\\\\' AND slot = :slot AND id = E'\\\\'",
                        "SELECT * FROM (subject)",
                        "SELECT * FROM \"public\".\"subject\"",
                        "SELECT * FROM ONLY subject WHERE slot = :slot",
                        "COPY subject TO stdout",
                        "TABLE subject",
                        "TRUNCATE subject",
                        "REINDEX TABLE subject",
                        "SELECT * FROM subject WHERE slot = :slot; DELETE FROM subject",
                        "INSERT INTO attempt (slot, id) SELECT slot, id FROM delivery",
                        "INSERT INTO attempt (slot, id) SELECT 1, id FROM unnest(:slots) AS w (slot)",
                        "INSERT INTO attempt (slot, id) SELECT unnest(:slots), id FROM node",
                        "INSERT INTO attempt (slot, id) SELECT unnest(:slots) + 1, unnest(:ids)",
                        "INSERT INTO attempt (id, slot) SELECT unnest(:slots), unnest(:ids)",
                        "INSERT INTO attempt (slot, id) SELECT id, slot"
                                + " FROM (SELECT unnest(:slots) AS slot, unnest(:ids) AS id) AS w",
                        "UPDATE delivery d SET state = w.state"
                                + " FROM (SELECT unnest(:slots) AS slot, state FROM node) AS w"
                                + " WHERE d.slot = w.slot",
                        "UPDATE delivery d SET state = w.state"
                                + " FROM (SELECT unnest(:ids) AS id, unnest(:slots) AS slot) AS w"
                                + " WHERE d.id = w.id",
                        "UPDATE delivery d SET state = w.state"
                                + " FROM (SELECT unnest(:slots) AS slot, unnest(:ns) AS n) AS w (n, slot)"
                                + " WHERE d.slot = w.slot",
                        "UPDATE delivery d SET state = w.state"
                                + " FROM (SELECT unnest(:slots) + 1 AS slot, unnest(:ids) AS id) AS w"
                                + " WHERE d.slot = w.slot",
                        "INSERT INTO attempt (slot, id) SELECT w.slot, id FROM node w",
                        "INSERT INTO attempt SELECT * FROM node WHERE attempt.slot = :slot",
                        "MERGE INTO subject s USING node n ON s.slot = :slot WHEN MATCHED THEN DELETE")) {
            assertThat(SlotTables.unboundIn(sql(open))).as(open).isNotEmpty();
            assertThat(slotProblems(List.of(sql("-- it\n" + open)), EVERY_SLOT)).hasSize(1);
        }
    }

    @Test
    void a_statement_with_bound_slots_passes() {
        for (String bound :
                List.of(
                        "SELECT * FROM tenant",
                        "SELECT * FROM subject WHERE tenant_id = :t AND slot = :slot",
                        "SELECT * FROM subject WHERE slot = ANY (:slots) AND id = ANY (:ids)",
                        "INSERT INTO subject (slot, id) VALUES (:slot, :id)",
                        "DELETE FROM delivery d USING unnest(:slots) AS n (slot) WHERE d.slot = n.slot",
                        "SELECT 1 FROM schedule c JOIN subject s ON c.slot = s.slot AND s.slot = :s",
                        "SELECT * FROM schedule JOIN unnest(:slots) AS w (slot) USING (slot)",
                        "DELETE FROM subject WHERE slot = ANY (:slots) AND (id = :id OR ref = 'x')",
                        "UPDATE subject SET zone = CASE WHEN x OR y THEN 'a' END WHERE slot = :slot",
                        "INSERT INTO attempt (slot, id) SELECT * FROM unnest(:slots, :ids)",
                        "INSERT INTO attempt (slot, id) SELECT unnest(:slots), unnest(:ids)::text",
                        "INSERT INTO attempt (slot, id) SELECT slot, 1 + id"
                                + " FROM (SELECT unnest(:slots) AS slot, unnest(:ids) AS id) AS w",
                        "UPDATE delivery d SET state = w.state"
                                + " FROM (SELECT unnest(:slots) AS slot, unnest(:states) AS state) AS w"
                                + " WHERE d.slot = w.slot",
                        "INSERT INTO attempt (slot, id) SELECT w.slot, 1 + (SELECT count(*) FROM delivery d"
                                + " WHERE d.slot = w.slot) FROM unnest(:slots) AS w (slot)",
                        "WITH g AS (DELETE FROM delivery d WHERE d.slot = :slot RETURNING d.id)"
                                + " DELETE FROM attempt a USING g WHERE a.slot = :slot AND a.id = g.id")) {
            assertThat(SlotTables.unboundIn(sql(bound))).as(bound).isEmpty();
            assertThat(slotProblems(List.of(sql("-- it\n" + bound)), EVERY_SLOT)).isEmpty();
        }
    }

    @Test
    void an_exception_without_need_or_without_leave_is_caught() {
        var bound =
                sql(
                        "-- list subjects (every slot: habit)\nSELECT * FROM subject WHERE slot = :slot");
        var newcomer = sql("-- look around (every slot: haste)\nSELECT * FROM subject");
        var allowed =
                sql("-- list subjects (every slot: a page walks them)\nSELECT * FROM subject");

        assertThat(slotProblems(List.of(bound), EVERY_SLOT)).hasSize(1);
        assertThat(slotProblems(List.of(newcomer), EVERY_SLOT)).hasSize(1);
        assertThat(slotProblems(List.of(allowed), EVERY_SLOT)).isEmpty();
    }

    @Test
    void a_statement_that_asks_for_the_time_is_caught() {
        for (String bad :
                List.of(
                        "SELECT now()",
                        "SELECT NOW ( )",
                        "SELECT current_date",
                        "UPDATE node SET started_at = CURRENT_TIMESTAMP",
                        "SELECT clock_timestamp()")) {
            assertThat(clockProblems(List.of(sql("-- it\n" + bad)))).as(bad).hasSize(1);
        }
        assertThat(clockProblems(List.of(sql("-- beat\nSELECT clock_timestamp() AS now"))))
                .isEmpty();
        assertThat(clockProblems(List.of(sql("-- not now()\nSELECT ':now()', :now")))).isEmpty();
    }

    private static List<Statement> unnamed(List<Statement> statements) {
        return statements.stream().filter(statement -> statement.name().isEmpty()).toList();
    }

    private static List<String> sharedNames(List<Statement> statements) {
        return statements.stream()
                .flatMap(statement -> statement.name().stream())
                .collect(groupingBy(name -> name, counting()))
                .entrySet()
                .stream()
                .filter(name -> name.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Set<String> namesWithEverySlot(List<Statement> statements) {
        Set<String> names = new TreeSet<>();
        for (Statement statement : statements) {
            if (statement.everySlot().isPresent()) {
                names.add(statement.name().orElse(statement.where()));
            }
        }
        return names;
    }

    private static List<String> slotProblems(List<Statement> statements, Set<String> everySlot) {
        return statements.stream().flatMap(s -> slotProblem(s, everySlot)).toList();
    }

    private static Stream<String> slotProblem(Statement statement, Set<String> everySlot) {
        Set<String> open = SlotTables.unboundIn(statement);
        if (statement.everySlot().isEmpty()) {
            return open.isEmpty()
                    ? Stream.empty()
                    : Stream.of(
                            """
                            %s leaves the slot of %s open: bind it in a form that SlotTables reads, \
                            or give the reason in its opening comment, `(every slot: …)`\
                            """
                                    .formatted(statement, open));
        }
        if (open.isEmpty()) {
            return Stream.of(statement + " binds its slots: take `(every slot: …)` away");
        }
        return statement.name().filter(everySlot::contains).isPresent()
                ? Stream.empty()
                : Stream.of(
                        statement + " looks into every slot: is it worth a place in EVERY_SLOT?");
    }

    private static List<String> clockProblems(List<Statement> statements) {
        return statements.stream()
                .filter(StatementsTest::asksForTheTime)
                .map(s -> s + " reads the database's clock: bind the instant, `:now`, instead")
                .toList();
    }

    private static boolean asksForTheTime(Statement statement) {
        String code = statement.code();
        return TRANSACTION_TIME.matcher(code).find()
                || (CLOCK_FUNCTION.matcher(code).find()
                        && statement.name().filter(READS_THE_CLOCK::contains).isEmpty());
    }

    private static boolean asksForLocalTime(Statement statement) {
        return LOCAL_TIME.matcher(statement.code()).find();
    }

    private static Statement sql(String text) {
        return new Statement("Bad.java:1", text);
    }

    private static JavaSql sqlOf(String java) {
        return JavaSql.in(List.of(new SourceFile("Bad.java", java)));
    }
}
