package io.carillon.embedded;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL ends under a living Carillon.
@Timeout(180)
class EndedServerTest {

    @TempDir Path folder;

    @BeforeEach
    void prepare() {
        PreparedFolder.copyTo(folder);
    }

    @Test
    void a_server_that_was_killed_runs_again_on_its_port_whatever_hangs_in_its_place()
            throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder)) {
            Sql.run(postgres, "CREATE TABLE promise AS SELECT 'kept' AS word");
            int port = postgres.port();
            var hanging = AnotherCarillon.postmaster(folder).children().toList();
            hanging.forEach(process -> signal("STOP", process)); // they hold its shared memory

            kill();

            patiently().until(() -> "kept".equals(Sql.value(postgres, "SELECT word FROM promise")));
            assertThat(postgres.port()).isEqualTo(port);
            assertThat(hanging).isNotEmpty().noneMatch(this::worksHere);

            kill();
            patiently().until(() -> "kept".equals(Sql.value(postgres, "SELECT word FROM promise")));
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_server_that_cannot_start_again_is_tried_until_it_can() throws Exception {
        var theirs = folder.resolve("postgres/postgresql.conf");
        var good = Files.readString(theirs);
        try (var postgres = EmbeddedPostgres.start(folder)) {
            Files.writeString(theirs, "shared_buffers = 'plenty'\n", APPEND);
            kill();
            patiently().until(() -> failures() > 1);

            Files.writeString(theirs, good);

            patiently().until(() -> "1".equals(Sql.value(postgres, "SELECT 1")));
        }
    }

    @Test
    void a_close_ends_the_attempts_to_start_it_again() throws Exception {
        var postgres = EmbeddedPostgres.start(folder);
        var theirs = folder.resolve("postgres/postgresql.conf");
        Files.writeString(theirs, "shared_buffers = 'plenty'\n", APPEND);
        kill();
        patiently().until(() -> failures() > 0);

        postgres.close();

        var real = folder.toRealPath().toString();
        assertThat(threads()).noneMatch(name -> name.endsWith(" " + real));
        assertThat(ProcessHandle.allProcesses()).noneMatch(this::worksHere);
    }

    @Test
    void a_close_does_not_wait_for_a_long_recovery() throws Exception {
        var postgres = EmbeddedPostgres.start(folder);
        var cluster = folder.resolve("postgres");
        Files.createFile(cluster.resolve("recovery.signal"));
        Files.writeString(
                cluster.resolve("postgresql.conf"), "restore_command = 'sleep 600'\n", APPEND);
        kill();
        patiently().until(() -> ProcessHandle.allProcesses().anyMatch(this::recoversHere));

        var begun = System.nanoTime();
        postgres.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(ProcessHandle.allProcesses()).noneMatch(this::worksHere);
    }

    @Test
    void another_cluster_in_its_place_is_left_alone() throws Exception {
        var ours = Files.createDirectory(folder.resolve("ours"));
        PreparedFolder.copyTo(ours);
        try (var said = Said.by(Watch.class);
                var _ = EmbeddedPostgres.start(ours)) {
            var server = AnotherCarillon.postmaster(ours);
            Files.move(ours, folder.resolve("aside"));
            PreparedFolder.copyTo(Files.createDirectory(ours));
            try (var theirs = AnotherCarillon.over(ours)) {
                theirs.says("READY");
                server.destroyForcibly();

                patiently().until(() -> said.has(ours + " was moved away or deleted"));

                assertThat(AnotherCarillon.postmaster(ours).isAlive()).isTrue();
            }
        }
        EmbeddedPostgres.start(ours).close();
    }

    private void kill() {
        var postmaster = AnotherCarillon.postmaster(folder);
        postmaster.destroyForcibly();
        await().until(() -> !postmaster.isAlive());
    }

    private boolean worksHere(ProcessHandle process) {
        return new ClusterProcesses(folder.resolve("postgres")).worksIn(process.pid());
    }

    private boolean recoversHere(ProcessHandle process) {
        return process.info().command().filter(name -> name.endsWith("sleep")).isPresent()
                && worksHere(process);
    }

    private long failures() throws Exception {
        var log = Files.readAllLines(folder.resolve("postgres.log"));
        return log.stream().filter(line -> line.contains("\"plenty\"")).count();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, process.pid() + "").start().onExit().join();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
