package io.carillon.embedded;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each failure in a sentence, each detour taken.
class FailingStartTest {

    private static final Host HOST = Host.current();

    @TempDir Path folder;

    @Test
    void a_broken_setting_is_quoted_from_the_log_and_the_folder_is_free_again() throws IOException {
        PreparedFolder.copyTo(folder);
        var theirs = folder.resolve("postgres/postgresql.conf");
        var good = Files.readString(theirs);
        Files.writeString(theirs, "shared_buffers = 'plenty'\n", APPEND);

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder))
                .withMessageStartingWith("PostgreSQL did not start in " + folder)
                .withMessageContaining(
                        "invalid value for parameter \"shared_buffers\": \"plenty\"");

        Files.writeString(theirs, good);
        EmbeddedPostgres.start(folder).close();
    }

    @Test
    void a_port_that_was_taken_meanwhile_is_left_for_another() throws IOException {
        PreparedFolder.copyTo(folder);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var chosen = new ArrayList<Integer>();
            Postmaster.PortChoice ports =
                    () -> {
                        chosen.add(chosen.isEmpty() ? taken.getLocalPort() : Postmaster.freePort());
                        return chosen.getLast();
                    };

            try (var postgres = EmbeddedPostgres.start(folder, host(HOST.caches(), ports))) {

                assertThat(chosen).hasSizeGreaterThan(1).last().isEqualTo(postgres.port());
            }
        }
    }

    @Test
    void a_port_that_stays_taken_is_named() throws IOException {
        PreparedFolder.copyTo(folder);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var host = host(HOST.caches(), taken::getLocalPort);

            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(folder, host))
                    .withMessageContaining("Address already in use")
                    .withMessageContaining("" + taken.getLocalPort());
        }
    }

    @Test
    void a_full_disk_is_said_in_one_sentence_and_nothing_is_left_behind() {
        var script =
                "[ $0 = test ] || { echo one; echo No space left on device; echo two; exit 3; }";
        var full = new ServerAccount(HOST.accounts().getFirst().uid(), List.of("sh", "-c", script));
        var host = new Host(HOST.platform(), HOST.caches(), List.of(full), HOST.ports());

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder, host))
                .withMessage(
                        "PostgreSQL's cluster could not be made in %s: no space is left on its disk; make room, or choose another folder with --data.",
                        folder);
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("postgres.password", "postgres.log", "carillon.lock");
    }

    @Test
    void without_a_cache_of_the_user_the_programs_go_into_the_data_folder() throws IOException {
        var account = HOST.accounts().getFirst();
        var nowhere = Files.createFile(folder.resolve("file")).resolve("cache");
        var data = DataFolder.at(folder.resolve("data"));

        var cache = host(List.of(nowhere), HOST.ports()).cacheFor(account, data);

        assertThat(cache).isEqualTo(data.root());
    }

    @Test
    void a_platform_without_programs_names_the_way_out() {
        var windows =
                new Host(
                        Platform.of("Windows 11", "amd64"),
                        List.of(),
                        HOST.accounts(),
                        HOST.ports());

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder, windows))
                .withMessage(
                        "This build of Carillon brings no PostgreSQL for windows 11-x86_64; set CARILLON_DATABASE_URL to a PostgreSQL of your own.");
    }

    @Test
    void a_root_that_cannot_become_anybody_else_is_told_so() {
        var chained = new ServerAccount(0, List.of("false"));
        var missing = new ServerAccount(0, List.of("/no/such/program"));
        var host =
                new Host(HOST.platform(), HOST.caches(), List.of(chained, missing), HOST.ports());

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder, host))
                .withMessageContaining("refuses to run as root")
                .withMessageContaining("CARILLON_DATABASE_URL");
    }

    @Test
    void a_cluster_of_another_user_is_not_taken_from_them() throws IOException {
        PreparedFolder.copyTo(folder);
        var somebodyElse = new ServerAccount(4711, List.of());
        var host = new Host(HOST.platform(), HOST.caches(), List.of(somebodyElse), HOST.ports());

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder, host))
                .withMessageContaining("belongs to the user with the id");
    }

    @Test
    void where_namespaces_are_forbidden_root_runs_it_as_nobody_and_back() throws Exception {
        assumeThat(HOST.accounts()).as("we are root").contains(ServerAccount.NOBODY_BY_SETPRIV);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var asNobody =
                new Host(
                        HOST.platform(),
                        HOST.caches(),
                        List.of(ServerAccount.NOBODY_BY_SETPRIV),
                        HOST.ports());

        PreparedFolder.copyTo(folder);
        try (var postgres = EmbeddedPostgres.start(folder, asNobody)) {
            Sql.run(postgres, "CREATE TABLE promise AS SELECT 'kept' AS word");
            assertThat(Files.getAttribute(folder.resolve("postgres"), "unix:uid"))
                    .isEqualTo(65_534);
        }

        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(Sql.column(postgres, "SELECT word FROM promise")).containsExactly("kept");
            assertThat(Files.getAttribute(folder.resolve("postgres"), "unix:uid")).isEqualTo(0);
        }
    }

    @Test
    void a_path_that_a_shell_would_read_otherwise_is_refused() {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder.resolve("$HOME")))
                .withMessageContaining("choose another folder with --data");
    }

    @Test
    void a_folder_of_somebody_elses_is_refused_and_nothing_is_written_into_it() throws IOException {
        Files.writeString(folder.resolve("diary.txt"), "dear diary");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder))
                .withMessage(
                        "The data folder %s holds other things and nothing of Carillon's; choose an empty or a new folder with --data.",
                        folder);
        assertThat(folder.toFile().list()).containsExactly("diary.txt");
    }

    @Test
    void the_root_of_all_folders_is_refused() {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> DataFolder.at(folder.getRoot()))
                .withMessage(
                        "The data folder is /, which is everybody's; choose a folder of its own with --data.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lost+found", // a volume that was just made
                "postgres", // a backup of the cluster alone
                "webhook.secret", // from a run over an outside database
                "postgres.tmp-123", // a first start that was killed
                ".unpacking-123"
            })
    void a_folder_with_something_of_carillons_or_of_the_volume_is_accepted(String name)
            throws IOException {
        Files.createDirectory(folder.resolve(name));

        assertThat(DataFolder.at(folder).root()).isEqualTo(folder.toRealPath());
    }

    @Test
    void a_data_folder_where_none_can_be_made_is_refused() {
        assumeThat(Path.of("/proc/self")).exists();

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(Path.of("/proc/carillon")))
                .withMessage(
                        "The data folder /proc/carillon cannot be made there; choose another folder with --data.");
    }

    @Test
    void a_data_folder_that_is_a_file_is_refused() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(file))
                .withMessageContaining(file + " is not a folder");
    }

    private static Host host(List<Path> caches, Postmaster.PortChoice ports) {
        return new Host(HOST.platform(), caches, HOST.accounts(), ports);
    }
}
