package io.carillon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes, really killed.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledCarillonTest {

    @TempDir Path folder;

    @BeforeEach
    void prepare() {
        PreparedFolder.copyTo(folder);
    }

    @Test
    void a_leftover_that_hangs_is_stopped_at_once() throws Exception {
        var killed = AnotherCarillon.over(folder);
        killed.says("READY");
        killed.kill();
        var hanging = AnotherCarillon.postmaster(folder).children().toList();
        hanging.forEach(process -> signal("STOP", process.pid()));

        var begun = System.nanoTime();
        try (var postgres = EmbeddedPostgres.start(folder)) {

            IO.println(
                    "The start after a kill and a hang took "
                            + Duration.ofNanos(System.nanoTime() - begun).toMillis()
                            + " ms");
            assertThat(Sql.column(postgres, "SELECT word FROM promise")).containsExactly("kept");
        }
    }

    @Test
    void a_living_carillon_makes_a_second_one_refuse_and_says_who_it_is() {
        try (var living = start(folder)) {
            living.says("READY");

            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(folder))
                    .withMessage(
                            "The data folder %s is in use by another Carillon (process %d); stop it or choose another folder with --data.",
                            folder, living.process().pid());
            assertThat(AnotherCarillon.postmaster(folder).isAlive()).isTrue();

            killAndStopWhatItLeft(living, folder);
        }
    }

    @Test
    void a_lock_file_tidied_away_does_not_let_a_second_one_in() throws Exception {
        try (var living = start(folder)) {
            living.says("READY");
            Files.delete(folder.resolve("carillon.lock"));

            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(folder))
                    .withMessage(
                            "The data folder %s is in use by another Carillon; stop it or choose another folder with --data.",
                            folder);
            assertThat(AnotherCarillon.postmaster(folder).isAlive()).isTrue();

            killAndStopWhatItLeft(living, folder);
        }
    }

    @Test
    void a_new_cluster_is_locked_as_an_old_one_is() throws Exception {
        var made = Files.createDirectory(folder.resolve("made"));
        try (var living = start(made)) {
            living.says("READY");
            Files.delete(made.resolve("carillon.lock"));

            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(made))
                    .withMessageContaining("is in use by another Carillon");

            killAndStopWhatItLeft(living, made);
        }
    }

    @Test
    void a_close_stops_the_server_it_started_and_nobody_elses() throws Exception {
        var ours = Files.createDirectory(folder.resolve("ours"));
        PreparedFolder.copyTo(ours);
        var aside = folder.resolve("aside");
        var mine = EmbeddedPostgres.start(ours);
        var server = AnotherCarillon.postmaster(ours);
        Files.move(ours, aside); // and another one moves in
        PreparedFolder.copyTo(Files.createDirectory(ours));

        try (var theirs = start(ours)) {
            theirs.says("READY");
            mine.close();

            assertThat(server.isAlive()).isFalse();
            assertThat(AnotherCarillon.postmaster(ours).isAlive()).isTrue();

            killAndStopWhatItLeft(theirs, ours);
        }
    }

    @Test
    void a_second_start_in_the_same_jvm_is_refused_and_the_first_keeps_its_lock() {
        try (var first = EmbeddedPostgres.start(folder)) {
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() ->
                            EmbeddedPostgres.start(folder.resolve("../" + folder.getFileName())))
                    .withMessageContaining("(process " + ProcessHandle.current().pid() + ")");

            try (var other = start(folder)) {
                other.says(
                        "is in use by another Carillon (process " + ProcessHandle.current().pid());
            }
            assertThat(first.port()).isPositive();
        }
    }

    @Test
    void ctrl_c_leaves_the_database_to_a_carillon_that_stops_in_order() throws Exception {
        assumeThat(Path.of("/usr/bin/setsid")).exists();
        // Whoever runs the tests in the background may have had this signal ignored.
        try (var foreground =
                AnotherCarillon.over(
                        folder, "/usr/bin/env", "--default-signal=INT", "/usr/bin/setsid")) {
            foreground.says("READY");

            signal("INT", -foreground.process().pid());

            assertThat(foreground.says("STOP")).endsWith("done");
            foreground.says("CLOSED");
            foreground.process().onExit().join();
            assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void a_strangers_process_named_by_a_stale_file_is_spared_and_in_nobodys_way() throws Exception {
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            claimFor(stranger.pid());

            EmbeddedPostgres.start(folder).close();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().onExit().join();
        }
    }

    @Test
    void a_server_over_another_folder_is_spared_though_a_stale_file_names_it() throws Exception {
        var elsewhere = folder.resolve("elsewhere");
        var here = folder.resolve("here");
        PreparedFolder.copyTo(Files.createDirectory(elsewhere));
        PreparedFolder.copyTo(Files.createDirectory(here));
        try (var other = EmbeddedPostgres.start(elsewhere)) {
            var pidFile = elsewhere.resolve("postgres/postmaster.pid");
            Files.copy(pidFile, here.resolve("postgres/postmaster.pid"));

            EmbeddedPostgres.start(here).close();

            assertThat(Sql.value(other, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_stale_file_of_a_dead_process_is_in_nobodys_way() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.onExit().join();
        claimFor(dead.pid());

        EmbeddedPostgres.start(folder).close();

        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    private static void killAndStopWhatItLeft(AnotherCarillon living, Path folder) {
        living.kill();
        EmbeddedPostgres.start(folder).close();
    }

    private void claimFor(long pid) throws Exception {
        var cluster = folder.resolve("postgres");
        Files.write(
                cluster.resolve("postmaster.pid"),
                List.of(pid + "", cluster.toString(), "1700000000", "5432", "", "127.0.0.1"));
    }

    private static AnotherCarillon start(Path folder) {
        try {
            return AnotherCarillon.over(folder);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, "--", pid + "").start().onExit().join();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
