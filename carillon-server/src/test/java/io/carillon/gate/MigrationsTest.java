package io.carillon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What every migration promises, since a key once given out cannot be changed.
class MigrationsTest {
    /// Small tables of which every database holds all rows; a new table is one of these, or is
    /// spread over slots.
    private static final Set<String> REFERENCE_TABLES =
            Set.of(
                    "tenant",
                    "endpoint",
                    "endpoint_health",
                    "occasion",
                    "step",
                    "definition_change",
                    "node",
                    "alone",
                    "hold",
                    "tz_release");

    private static final Pattern NAME = Pattern.compile("V(\\d{4})__[a-z0-9_]+\\.sql");
    private static final Pattern TABLE =
            Pattern.compile(
                    "(?is)\\bCREATE\\s+(?:UNLOGGED\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\\w+).*");
    private static final Pattern SLOT_COLUMN = Pattern.compile("(?i)\\bslot\\s+smallint\\b");
    private static final Pattern SLOT_NOT_NULL =
            Pattern.compile("(?i)\\bslot\\s+smallint\\s+NOT\\s+NULL\\b");
    private static final Pattern SLOT_LEADS =
            Pattern.compile("(?i)\\bPRIMARY\\s+KEY\\s*\\(\\s*slot\\s*,");
    private static final Pattern SEQUENCE =
            Pattern.compile(
                    "(?i)\\bSEQUENCE\\b|\\b(?:big|small)?serial[248]?\\b|\\bIDENTITY\\b|\\bnextval\\b");
    private static final Pattern FOREIGN_KEY_OF_THE_BUSY =
            Pattern.compile(
                    "(?is)\\bTABLE\\b(?:\\s+(?:IF|NOT|EXISTS|ONLY)\\b)*\\s+(?:delivery|attempt)\\b"
                            + ".*\\bREFERENCES\\b.*");

    @Test
    void migrations_keep_the_promises_of_the_first_one() {
        List<SourceFile> migrations = migrations();

        assertThat(migrations).isNotEmpty();
        assertThat(problems(migrations)).isEmpty();
    }

    @Test
    void a_slot_table_without_its_slot_in_front_is_caught() {
        assertThat(problems("CREATE TABLE subject (id uuid PRIMARY KEY);")).hasSize(2);
        assertThat(
                        problems(
                                "CREATE TABLE subject (slot smallint NOT NULL, PRIMARY KEY (id, slot));"))
                .hasSize(1);
        assertThat(problems("CREATE TABLE subject (slot smallint, PRIMARY KEY (slot, id));"))
                .hasSize(1);
        assertThat(
                        problems(
                                "CREATE TABLE subject (slot smallint NOT NULL, PRIMARY KEY (slot, id));"))
                .isEmpty();
    }

    @Test
    void whatever_else_is_said_beside_a_migration_is_caught() {
        SourceFile first = new SourceFile("V0001__made_up.sql", "-- Lock impact: none.\n");
        assertThat(
                        problems(
                                List.of(
                                        first,
                                        new SourceFile(
                                                first.name() + ".conf",
                                                "executeInTransaction=false\n"))))
                .isEmpty();
        assertThat(
                        problems(
                                List.of(
                                        first,
                                        new SourceFile(
                                                first.name() + ".conf", "shouldExecute=false\n"))))
                .isNotEmpty();
        assertThat(
                        problems(
                                List.of(
                                        first,
                                        new SourceFile(
                                                "V0002__other.sql.conf",
                                                "executeInTransaction=false\n"))))
                .isNotEmpty();
    }

    @Test
    void a_new_table_that_is_in_neither_list_is_caught() {
        assertThat(problems("CREATE TABLE campaign (id integer PRIMARY KEY);")).hasSize(1);
        assertThat(problems("CREATE TABLE node (slot smallint);")).hasSize(1);
    }

    @Test
    void sequences_and_foreign_keys_of_the_busy_tables_are_caught() {
        assertThat(problems("CREATE TABLE node (id bigserial);")).hasSize(1);
        assertThat(problems("CREATE SEQUENCE ids;")).hasSize(1);
        assertThat(problems("ALTER TABLE node ADD id int GENERATED ALWAYS AS IDENTITY;"))
                .hasSize(1);
        assertThat(
                        problems(
                                "ALTER TABLE delivery ADD x int, ADD FOREIGN KEY (t) REFERENCES tenant;"))
                .hasSize(1);
        assertThat(
                        problems(
                                "-- No sequence.\nALTER TABLE step ADD FOREIGN KEY (t) REFERENCES tenant;"))
                .isEmpty();
    }

    @Test
    void a_hole_a_wild_name_and_a_silent_lock_are_caught() {
        var first = new SourceFile("V0001__first.sql", "-- Lock impact: none.");
        var third = new SourceFile("V0003__third.sql", "-- Lock impact: none.");
        var wild = new SourceFile("V2_second.sql", "-- Lock impact: none.");
        var silent = new SourceFile("V0002__second.sql", "ALTER TABLE node ADD x text;");

        assertThat(problems(List.of(first, third))).hasSize(1);
        assertThat(problems(List.of(first, wild))).hasSize(1);
        assertThat(problems(List.of(first, silent))).hasSize(1);
    }

    private static List<SourceFile> migrations() {
        return Repository.files().stream()
                .filter(file -> file.isIn("carillon-engine/src/main/resources"))
                .filter(file -> file.path().contains("/migrations/"))
                .sorted(Comparator.comparing(SourceFile::name))
                .toList();
    }

    private static List<String> problems(String sql) {
        return problems(
                List.of(new SourceFile("V0001__made_up.sql", "-- Lock impact: none.\n" + sql)));
    }

    private static List<String> problems(List<SourceFile> migrations) {
        List<String> problems = new ArrayList<>();
        int number = 1;
        String last = "";
        for (SourceFile migration : migrations) {
            if (isNoTransaction(migration, last)) {
                continue;
            }
            last = migration.name();
            List<String> own = new ArrayList<>();
            Matcher name = NAME.matcher(migration.name());
            if (!name.matches() || Integer.parseInt(name.group(1)) != number) {
                own.add(
                        "is not V%04d__words.sql: number migrations without holes"
                                .formatted(number));
            }
            if (!migration.text().startsWith("-- Lock impact: ")) {
                own.add(
                        "does not open with `-- Lock impact: …`: say which locks it takes, how long");
            }
            for (String statement : Statement.code(migration.text()).split(";", -1)) {
                own.addAll(problemsOf(statement));
            }
            own.forEach(problem -> problems.add(migration.path() + " " + problem));
            number++;
        }
        return problems;
    }

    /// The one thing that is said of a migration beside it.
    private static boolean isNoTransaction(SourceFile file, String migration) {
        return file.name().equals(migration + ".conf")
                && file.text().equals("executeInTransaction=false\n");
    }

    private static List<String> problemsOf(String statement) {
        List<String> problems = new ArrayList<>();
        Matcher table = TABLE.matcher(statement);
        if (table.find()) {
            problems.addAll(problemsOfTable(table.group(1), statement));
        }
        if (SEQUENCE.matcher(statement).find()) {
            problems.add(
                    "gives out numbers, which several servers would give out twice: make ids in Java");
        }
        if (FOREIGN_KEY_OF_THE_BUSY.matcher(statement).find()) {
            problems.add(
                    "gives delivery or attempt a foreign key, half the cost of a claim: drop it");
        }
        return problems;
    }

    private static List<String> problemsOfTable(String table, String statement) {
        List<String> problems = new ArrayList<>();
        if (SlotTables.NAMES.contains(table)) {
            if (!SLOT_NOT_NULL.matcher(statement).find()) {
                problems.add(table + " has no column `slot smallint NOT NULL`: add it");
            }
            if (!SLOT_LEADS.matcher(statement).find()) {
                problems.add(table + " has a key that does not begin with slot: put slot first");
            }
        } else if (!REFERENCE_TABLES.contains(table)) {
            problems.add(table + " is new: add it to REFERENCE_TABLES or to SlotTables.NAMES");
        } else if (SLOT_COLUMN.matcher(statement).find()) {
            problems.add(table + " has a slot: move it from REFERENCE_TABLES to SlotTables.NAMES");
        }
        return problems;
    }
}
