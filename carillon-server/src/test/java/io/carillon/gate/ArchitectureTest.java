package io.carillon.gate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesProvider;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which module, and which package of the engine, may know which; and who may read a clock, start a
/// thread, or resolve local time.
class ArchitectureTest {
    private static final String ENGINE = "io.carillon.engine";

    /// From the one that knows all others to the one that knows none.
    private static final List<String> ENGINE_DOWNWARDS =
            List.of(
                    ENGINE + ".preview",
                    ENGINE + ".input",
                    ENGINE + ".runtime",
                    ENGINE + ".delivery",
                    ENGINE + ".endpoint",
                    ENGINE + ".schedule",
                    ENGINE + ".occasion",
                    ENGINE + ".subject",
                    ENGINE + ".database",
                    ENGINE);

    private static final ArchRule CALENDAR = module("calendar");
    private static final ArchRule EMBEDDED =
            module(
                    "embedded",
                    "com.sun.security.auth.module..", // the JDK's: who runs this process
                    "org.apache.commons.compress..",
                    "org.slf4j..",
                    "org.tukaani.xz..");
    private static final ArchRule CHANNELS =
            module(
                    "channels",
                    "io.carillon.calendar..",
                    "io.carillon.engine..",
                    "org.apache.hc..",
                    "org.slf4j..");
    private static final ArchRule CLI =
            module(
                    "cli",
                    "io.carillon.calendar..",
                    "io.carillon.engine..",
                    "io.carillon.embedded..",
                    "tools.jackson..",
                    "org.slf4j..");
    private static final ArchRule ENGINE_MODULE =
            module(
                    "engine",
                    "io.carillon.calendar..",
                    "org.postgresql..",
                    "com.zaxxer.hikari..",
                    "org.jdbi.v3..",
                    "org.flywaydb..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.slf4j..");

    private static final ArchRule SPRING =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.carillon.server..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework..")
                    .because("only the server wires: take what you need as a constructor argument");

    private static final ArchRule SERVER =
            noClasses()
                    .that()
                    .resideInAPackage("io.carillon.server..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "javax.sql..",
                            "org.jdbi..",
                            "org.postgresql..",
                            "com.zaxxer..",
                            "org.flywaydb..",
                            "org.springframework.jdbc..")
                    .because("the server asks the engine, which alone talks to the database");

    private static final ArchRule ENGINE_GOES_DOWN =
            classes()
                    .that()
                    .resideInAPackage(ENGINE + "..")
                    .should(knowOnlyWhatIsBelow())
                    .because(
                            "imports go preview → input → runtime → delivery → endpoint → schedule → occasion →"
                                    + " subject → database → engine: move the type down, or the decision up");

    private static final ArchRule THREADS =
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE + "..")
                    .and()
                    .resideOutsideOfPackage(ENGINE + ".runtime..")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.lang\\.Thread|java\\.util\\.Timer|java\\.util\\.concurrent\\..*"
                                    + "(?:Executor|ForkJoin|CompletableFuture|StructuredTaskScope).*")
                    .because("threads live in the runtime: be called by it");

    /// The database's package is below the events, and says itself which row it cannot read.
    private static final ArchRule LOG =
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE + "..")
                    .and()
                    .resideOutsideOfPackage(ENGINE + ".database..")
                    .and()
                    .doNotHaveFullyQualifiedName(ENGINE + ".runtime.EventLog")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.slf4j..")
                    .because("what happens is an EngineEvent: the log and metrics are told of it");

    /// Offsets are the JDK's to compute with; zones are not.
    private static final ArchRule LOCAL_TIME =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            belongToAnyOf(
                                    ZoneId.class,
                                    ZonedDateTime.class,
                                    TimeZone.class,
                                    Calendar.class,
                                    GregorianCalendar.class,
                                    Timestamp.class,
                                    DateFormat.class,
                                    SimpleDateFormat.class))
                    .orShould()
                    .accessTargetWhere(target("hands out a zone", ArchitectureTest::handsOutAZone))
                    .because("the JDK's zones are as old as the JDK: ask a TzSnapshot");

    /// For `./carillon doctor`, which says how old the JDK's zones are.
    private static final String MAY_COMPARE = "io.carillon.cli.doctor.JdkTz";

    private static final ArchRule JDK_RULES =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(MAY_COMPARE)
                    .should()
                    .dependOnClassesThat(belongToAnyOf(ZoneRulesProvider.class))
                    .because("only " + MAY_COMPARE + " compares with the JDK's zones");

    private static final ArchRule CLOCKS =
            noClasses()
                    .should()
                    .accessTargetWhere(target("reads a clock", ArchitectureTest::readsAClock))
                    .because("the time is handed in: take an InstantSource or a DueClock");

    private static final ArchRule NAMES =
            noClasses()
                    .should()
                    .haveNameMatching(
                            ".*(?:Manager|Helper|Utils?|Impl|Service|Processor|Data|Info|Base)")
                    .because(
                            "such a name says nothing: a store is a plural, an actor its verb, a"
                                    + " decision its noun");

    private static final JavaClasses CARILLON =
            Classes.read(importer -> importer.importPackages("io.carillon"));

    @TempDir Path folder;

    @Test
    void the_calendar_needs_nothing_but_the_jdk() {
        CALENDAR.check(CARILLON);
    }

    @Test
    void the_engine_needs_the_calendar_and_its_database_libraries() {
        ENGINE_MODULE.check(CARILLON);
    }

    @Test
    void the_channels_need_the_engine_and_their_own_clients() {
        CHANNELS.check(CARILLON);
    }

    @Test
    void the_embedded_database_needs_nothing_of_carillon() {
        EMBEDDED.check(CARILLON);
    }

    @Test
    void the_command_line_needs_the_engine_and_a_database_to_embed() {
        CLI.check(CARILLON);
    }

    @Test
    void only_the_server_knows_spring() {
        SPRING.check(CARILLON);
    }

    @Test
    void the_server_knows_no_database() {
        SERVER.check(CARILLON);
    }

    @Test
    void every_class_belongs_to_a_module_of_this_test() {
        classes()
                .should()
                .resideInAnyPackage(
                        Stream.of("calendar", "engine", "channels", "embedded", "cli", "server")
                                .map(module -> "io.carillon." + module + "..")
                                .toArray(String[]::new))
                .because("a new module comes with a rule for what it may depend on")
                .check(CARILLON);
    }

    @Test
    void inside_the_engine_imports_go_one_way() {
        ENGINE_GOES_DOWN.check(CARILLON);
    }

    @Test
    void inside_the_engine_threads_live_in_the_runtime() {
        THREADS.check(CARILLON);
    }

    @Test
    void inside_the_engine_only_the_listener_of_events_writes_into_the_log() {
        LOG.check(CARILLON);
    }

    @Test
    void nothing_asks_the_jdk_for_a_zone() {
        LOCAL_TIME.check(CARILLON);
        JDK_RULES.check(CARILLON);
    }

    @Test
    void nobody_but_a_main_reads_a_clock() {
        CLOCKS.check(CARILLON);
    }

    @Test
    void no_class_has_a_name_that_says_nothing() {
        NAMES.check(CARILLON);
    }

    // The rules, on classes that break them.

    @Test
    void a_class_that_reaches_out_of_its_module_is_caught() {
        String slf4j = "class Bad { org.slf4j.Logger log; }";
        String spring = "class Bad { org.springframework.core.env.Environment settings; }";

        assertThat(violates(CALENDAR, "io.carillon.calendar", slf4j)).isTrue();
        assertThat(
                        violates(
                                EMBEDDED,
                                "io.carillon.embedded",
                                "class Bad { io.carillon.engine.Slot s; }"))
                .isTrue();
        assertThat(
                        violates(
                                CHANNELS,
                                "io.carillon.channels",
                                "class Bad { org.jdbi.v3.core.Jdbi j; }"))
                .isTrue();
        assertThat(violates(CLI, "io.carillon.cli", "class Bad { org.jdbi.v3.core.Jdbi j; }"))
                .isTrue();
        assertThat(violates(ENGINE_MODULE, ENGINE, spring)).isTrue();
        assertThat(violates(SPRING, ENGINE, spring)).isTrue();
        assertThat(violates(SERVER, "io.carillon.server", "class Bad { java.sql.Connection c; }"))
                .isTrue();
    }

    @Test
    void an_import_upwards_or_from_an_unknown_package_is_caught() {
        String knows = "class Bad { io.carillon.engine.%s x; }";

        assertThat(violates(ENGINE_GOES_DOWN, ENGINE + ".subject", knows.formatted("schedule.Due")))
                .isTrue();
        assertThat(violates(ENGINE_GOES_DOWN, ENGINE, knows.formatted("subject.SubjectId")))
                .isTrue();
        assertThat(violates(ENGINE_GOES_DOWN, ENGINE + ".new_one", knows.formatted("Slot")))
                .isTrue();
        assertThat(
                        violates(
                                ENGINE_GOES_DOWN,
                                ENGINE + ".schedule",
                                knows.formatted("subject.SubjectId")))
                .isFalse();
    }

    @Test
    void a_thread_outside_the_runtime_is_caught() {
        for (String thread :
                List.of(
                        "Object x = Thread.ofVirtual();",
                        "Object x = java.util.concurrent.Executors.newCachedThreadPool();",
                        "java.util.concurrent.ScheduledExecutorService x;",
                        "void x() throws Exception { Thread.sleep(1); }")) {
            String bad = "class Bad { " + thread + " }";

            assertThat(violates(THREADS, ENGINE + ".delivery", bad)).as(thread).isTrue();
        }
    }

    @Test
    void a_line_of_the_log_that_is_no_event_is_caught() {
        assertThat(violates(LOG, ENGINE + ".runtime", "class Bad { org.slf4j.Logger log; }"))
                .isTrue();
    }

    @Test
    void local_time_by_the_jdk_is_caught() {
        for (String bad :
                List.of(
                        "Object x = java.time.ZoneId.systemDefault();",
                        "Object x = java.time.ZoneId.of(\"UTC\").getRules();",
                        "Object x(java.time.Instant at) { return at.atZone(java.time.ZoneOffset.UTC); }",
                        "Object x(java.time.OffsetDateTime at) { return at.toZonedDateTime(); }",
                        "Object x(java.time.Clock clock) { return clock.getZone(); }",
                        "java.time.ZonedDateTime x;",
                        "Object x(java.sql.Timestamp at) { return at.toLocalDateTime(); }",
                        "Object x = new java.text.SimpleDateFormat();",
                        "java.util.GregorianCalendar x = new java.util.GregorianCalendar();")) {
            for (String inPackage : List.of(ENGINE, "io.carillon.calendar")) {
                String java = "class Bad { " + bad + " }";

                assertThat(violates(LOCAL_TIME, inPackage, java)).as(bad).isTrue();
            }
        }
        String fine =
                "class Fine { Object x(java.time.Instant at) { return at.atOffset(java.time.ZoneOffset.UTC); } }";
        assertThat(violates(LOCAL_TIME, ENGINE, fine)).isFalse();
    }

    @Test
    void the_jdks_rules_are_for_the_doctors_comparison_and_nobody_else() {
        String rules =
                "%s { Object x = java.time.zone.ZoneRulesProvider.getRules(\"UTC\", false); }";
        String zone = "class JdkTz { Object x = java.time.ZoneId.of(\"UTC\"); }";
        String doctor = "io.carillon.cli.doctor";

        assertThat(violates(JDK_RULES, doctor, "class Fine {} " + rules.formatted("class JdkTz")))
                .isFalse();
        assertThat(violates(JDK_RULES, doctor, rules.formatted("class Bad"))).isTrue();
        assertThat(violates(JDK_RULES, "io.carillon.cli", rules.formatted("class JdkTz"))).isTrue();
        assertThat(violates(LOCAL_TIME, doctor, zone)).isTrue();
    }

    @Test
    void a_look_at_a_clock_is_caught_unless_a_main_hands_it_on() {
        for (String bad :
                List.of(
                        "java.time.Instant.now()",
                        "java.time.LocalDate.now()",
                        "java.time.Clock.systemUTC()",
                        "java.time.InstantSource.system()",
                        "System.currentTimeMillis()",
                        "new java.util.Date()",
                        "((java.util.function.Supplier<Object>) java.time.Instant::now)")) {
            String look = "class Bad { Object x() { return " + bad + "; } }";

            assertThat(violates(CLOCKS, ENGINE, look)).as(bad).isTrue();
        }
        String main =
                "class Fine { public static void main(String[] a) { java.time.InstantSource.system(); } }";
        assertThat(violates(CLOCKS, ENGINE, main)).isFalse();
    }

    @Test
    void a_name_that_says_nothing_is_caught() {
        for (String bad :
                List.of("SendManager", "DateUtil", "SlotUtils", "UserData", "ChannelImpl")) {
            assertThat(violates(NAMES, ENGINE, "class " + bad + " {}")).as(bad).isTrue();
        }
        assertThat(violates(NAMES, ENGINE, "class Database { class Information {} }")).isFalse();
    }

    private boolean violates(ArchRule rule, String inPackage, String java) {
        return rule.evaluate(Classes.compile(folder, inPackage, java)).hasViolation();
    }

    private static ArchRule module(String name, String... others) {
        String[] own = {"io.carillon." + name + "..", "java..", "javax..", "org.jspecify.."};
        return classes()
                .that()
                .resideInAPackage("io.carillon." + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.of(own, others).flatMap(Stream::of).toArray(String[]::new))
                .because(
                        "each module is a cut in what it may depend on: see its pom, then this rule");
    }

    private static ArchCondition<JavaClass> knowOnlyWhatIsBelow() {
        return new ArchCondition<>("know only packages of the engine that are below") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                int height = ENGINE_DOWNWARDS.indexOf(origin.getPackageName());
                boolean isPlaced = height >= 0;
                if (!isPlaced) {
                    String problem = origin.getPackageName() + " has no place in ENGINE_DOWNWARDS";
                    events.add(SimpleConditionEvent.violated(origin, problem));
                }
                origin.getDirectDependenciesFromSelf().stream()
                        .filter(d -> d.getTargetClass().getPackageName().startsWith(ENGINE))
                        .filter(d ->
                                ENGINE_DOWNWARDS.indexOf(d.getTargetClass().getPackageName())
                                        < height)
                        .forEach(d ->
                                events.add(SimpleConditionEvent.violated(d, d.getDescription())));
            }
        };
    }

    private static DescribedPredicate<JavaAccess<?>> target(
            String what, Predicate<JavaAccess<?>> predicate) {
        return describe(what, predicate);
    }

    private static boolean handsOutAZone(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && Stream.of(ZoneId.class, ZonedDateTime.class)
                        .anyMatch(target.getRawReturnType()::isEquivalentTo);
    }

    private static boolean readsAClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        if (owner.isEquivalentTo(InstantSource.class) && name.equals("system")) {
            return !isMain(access.getOriginOwner());
        }
        return (owner.getPackageName().startsWith("java.time") && name.equals("now"))
                || (owner.getName().equals("java.time.Clock")
                        && (name.startsWith("system") || name.startsWith("tick")))
                || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Date.class)
                        && name.equals("<init>")
                        && access.getDescription().contains("Date.<init>()"));
    }

    private static boolean isMain(JavaClass origin) {
        return origin.tryGetMethod("main", String[].class).isPresent();
    }
}
