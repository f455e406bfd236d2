package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.settings.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupTest {
    @TempDir private Path data;

    static Stream<Arguments> wrongVariables() {
        return Stream.of(
                Arguments.of("PORT", "http", "CARILLON_PORT is 'http', but it must be a port"),
                Arguments.of("PORT", "65536", "CARILLON_PORT is '65536', but it must be a port"),
                Arguments.of("BIND", "no such host", "CARILLON_BIND is 'no such host'"),
                Arguments.of("BIND", "0.0.0.0", "set CARILLON_API_KEY, or bind to 127.0.0.1"),
                Arguments.of("API_KEY", "with blank", "CARILLON_API_KEY cannot be used"),
                Arguments.of("DATABASE_URL", "postgres://x", "jdbc:postgresql://"),
                Arguments.of("WEBHOOK_URL", "ftp://x", "CARILLON_WEBHOOK_URL cannot be used"),
                Arguments.of("WEBHOOK_URL", "nonsense", "CARILLON_WEBHOOK_URL cannot be used"),
                Arguments.of("WEBHOOK_SECRET", "hush", "CARILLON_WEBHOOK_SECRET cannot be used"),
                Arguments.of("ALLOW_PRIVATE_WEBHOOKS", "yes", "must be true or false"),
                Arguments.of(
                        "TZDATA_DIR",
                        "no/such/folder",
                        "CARILLON_TZDATA_DIR is 'no/such/folder', which cannot be used: it is no folder."),
                Arguments.of(
                        "ROLE",
                        "both",
                        "CARILLON_ROLE is 'both', but it must be api, worker or all."),
                Arguments.of(
                        "ROLE",
                        "worker",
                        "CARILLON_ROLE is 'worker', which has no inbox to send to: set CARILLON_WEBHOOK_URL."),
                Arguments.of("HOLD", "yes", "CARILLON_HOLD is 'yes', but it must be true or false"),
                Arguments.of("NODE_NAME", "a b", "CARILLON_NODE_NAME is 'a b'"),
                Arguments.of("BIRTH_DATE_MIN", "1900", "a date such as 1900-01-01"),
                Arguments.of(
                        "BIRTH_DATE_MIN",
                        "3000-01-01",
                        "CARILLON_BIRTH_DATE_MIN is '3000-01-01', but it must be a date that is not after today"));
    }

    @ParameterizedTest
    @MethodSource("wrongVariables")
    void a_wrong_setting_is_one_sentence_that_names_it(String name, String value, String said) {
        String error = fail(List.of(), Map.of("CARILLON_" + name, value));

        assertThat(error).startsWith("carillon: ").contains(said).doesNotContain("hush");
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                Arguments.of(List.of("--prot", "1"), "there is no option '--prot'"),
                Arguments.of(List.of("8080"), "there is no option '8080'"),
                Arguments.of(List.of("--hold=no"), "there is no option '--hold'"),
                Arguments.of(List.of("--port"), "--port needs a value"),
                Arguments.of(List.of("--port="), "--port needs a value"),
                Arguments.of(List.of("--port=x"), "--port is 'x'"),
                Arguments.of(List.of("--port", "1", "--port=2"), "--port is given twice"));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void a_wrong_option_is_one_sentence(List<String> options, String said) {
        assertThat(fail(options, Map.of())).startsWith("carillon: ").contains(said);
    }

    @Test
    void an_option_goes_before_a_property_and_a_property_before_a_variable() {
        Properties properties = new Properties();
        properties.setProperty("carillon.port", "y");

        assertThat(fail(List.of("--port", "x"), Map.of("CARILLON_PORT", "z"), properties))
                .contains("--port is 'x'");
        assertThat(fail(List.of(), Map.of("CARILLON_PORT", "z"), properties))
                .contains("carillon.port is 'y'");
    }

    @Test
    void a_port_in_use_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "" + taken.getLocalPort();

            assertThat(fail(List.of("--port", port), Map.of())).contains("port " + port, "--port");
        }
    }

    @Test
    void a_data_folder_in_use_is_named() {
        String folder = SharedPostgres.DATA.toString();

        assertThat(fail(List.of("--port", "0", "--data", folder), Map.of()))
                .contains(folder, "in use by another Carillon", "--data");
    }

    @Test
    void a_database_that_cannot_be_reached_is_named_without_its_password() {
        String error =
                fail(
                        List.of("--port", "0"),
                        Map.of(
                                "CARILLON_DATABASE_URL",
                                "jdbc:postgresql://127.0.0.1:1/x?password=hush"));

        assertThat(error)
                .contains("CARILLON_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x", "refused")
                .doesNotContain("hush");
    }

    /// As others than JDBC have it: the driver would take it for a host, or a port.
    @ParameterizedTest
    @ValueSource(strings = {"me:hush@127.0.0.1:1/x", "me:hush@db/x", "me:hu?sh@db/x"})
    void a_password_before_the_host_is_refused_and_not_shown(String address) {
        String error =
                fail(
                        List.of("--port", "0"),
                        Map.of("CARILLON_DATABASE_URL", "jdbc:postgresql://" + address));

        assertThat(error)
                .contains("CARILLON_DATABASE_URL", "CARILLON_DATABASE_PASSWORD")
                .doesNotContain("hush", "hu?sh", "me:");
    }

    @Test
    void a_start_that_breaks_off_in_the_middle_is_said_so() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (Lifecycle lifecycle = new Lifecycle();
                PrintStream operator = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            assertThat(
                            CarillonServer.start(
                                    () -> {
                                        throw new StackOverflowError("too deep");
                                    },
                                    InstantSource.system(),
                                    lifecycle,
                                    operator))
                    .isFalse();
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("cannot start", "too deep");
    }

    @Test
    void a_database_whose_host_is_not_known_is_said_so() {
        String error =
                fail(
                        List.of("--port", "0"),
                        Map.of("CARILLON_DATABASE_URL", "jdbc:postgresql://nosuch.invalid/x"));

        assertThat(error)
                .contains(
                        "CARILLON_DATABASE_URL, jdbc:postgresql://nosuch.invalid/x, cannot be used",
                        "no address is known for its host.");
    }

    @Test
    void a_database_that_says_nothing_is_not_waited_for_long() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x";
            long begun = System.nanoTime();

            String error = fail(List.of("--port", "0"), Map.of("CARILLON_DATABASE_URL", url));

            assertThat(error).contains(url, "cannot be used: it did not answer within 10 s.");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void an_address_that_is_not_this_machines_is_at_fault_and_not_the_port() {
        assertThat(
                        fail(
                                List.of("--port", "0"),
                                Map.of(
                                        "CARILLON_BIND",
                                        "192.0.2.1",
                                        "CARILLON_API_KEY",
                                        "hush-hush")))
                .contains("CARILLON_BIND is '192.0.2.1', but it must be an address of this machine")
                .doesNotContain("--port", "hush");
    }

    @Test
    void a_wrong_password_is_said_so() {
        Map<String, String> database = new HashMap<>(SharedPostgres.newDatabase());
        database.put("CARILLON_DATABASE_PASSWORD", "wrong");

        assertThat(fail(List.of("--port", "0"), database))
                .contains("CARILLON_DATABASE_URL", "authentication failed");
    }

    @Test
    void a_zone_that_was_spoilt_is_named_with_the_reason() throws IOException {
        Path zones = Zoneinfo.in(data.resolve("zoneinfo"), "2031b", "Europe/Kyiv", "Europe/Paris");
        Files.write(zones.resolve("Europe/Paris"), new byte[] {'T', 'Z', 'i', 'f', '2'});

        assertThat(fail(List.of("--port", "0"), Map.of("CARILLON_TZDATA_DIR", zones.toString())))
                .contains(
                        "CARILLON_TZDATA_DIR is '" + zones + "', which cannot be used: ",
                        "Europe/Paris is cut short: its header should take 44 bytes, and 5 are left.");
    }

    @Test
    void a_secret_that_was_spoilt_is_named() throws IOException {
        Files.writeString(data.resolve("webhook.secret"), "spoilt");

        assertThat(fail(List.of("--port", "0"), SharedPostgres.newDatabase()))
                .contains("webhook.secret", "restore it, or delete it")
                .doesNotContain("spoilt");
    }

    private String fail(List<String> options, Map<String, String> environment) {
        return fail(options, environment, new Properties());
    }

    private String fail(
            List<String> options, Map<String, String> environment, Properties properties) {
        List<String> all = new ArrayList<>(options);
        if (!options.contains("--data")) {
            all.addAll(List.of("--data", data.toString()));
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (Lifecycle lifecycle = new Lifecycle();
                PrintStream operator = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            assertThat(
                            CarillonServer.start(
                                    () -> new Sources(all, properties, environment),
                                    InstantSource.system(),
                                    lifecycle,
                                    operator))
                    .isFalse();
        }
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(text.strip().lines()).hasSize(1);
        assertThat(text).doesNotContain("\tat ", "Exception");
        return text;
    }
}
