package io.carillon.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.channels.webhook.WebhookSecret;
import io.carillon.server.Zoneinfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final String KEY = "CARILLON_API_KEY";

    @Test
    void nothing_given_is_a_server_for_this_machine_only() {
        Settings settings = read(Map.of("CARILLON_API_KEY", "  "));

        assertThat(settings.listening().isLocal()).isTrue();
        assertThat(settings.listening().apiKey()).isEmpty();
        assertThat(settings.listening().url())
                .isEqualTo("http://127.0.0.1:" + settings.listening().port());
        assertThat(settings.storage().outside()).isEmpty();
        assertThat(settings.storage().dataDir()).isAbsolute().hasFileName("data");
        assertThat(settings.webhooks().url()).isEmpty();
        assertThat(settings.webhooks().privateTargetsAllowed()).isTrue();
        assertThat(settings.node().name()).isNotBlank();
        assertThat(settings.birthDateMin()).isEqualTo(LocalDate.of(1900, 1, 1));
    }

    @Test
    void with_a_key_it_may_be_reached_from_elsewhere_and_then_private_targets_are_not_allowed() {
        Settings settings = read(Map.of("CARILLON_BIND", "0.0.0.0", KEY, "abracadabra"));

        assertThat(settings.listening().isLocal()).isFalse();
        assertThat(settings.listening().url()).startsWith("http://127.0.0.1:");
        assertThat(settings.webhooks().privateTargetsAllowed()).isFalse();
        assertThat(settings.listening().apiKey().orElseThrow().matches("abracadabra")).isTrue();
        assertThat(settings.toString()).doesNotContain("abracadabra");
    }

    @Test
    void the_own_inbox_may_be_sent_to_even_so() {
        Webhooks webhooks = read(Map.of("CARILLON_BIND", "0.0.0.0", KEY, "abracadabra")).webhooks();

        var endpoint = webhooks.endpoint("http://127.0.0.1:1/inbox", WebhookSecret.generate());

        assertThat(endpoint.privateTargetsAllowed()).isTrue();
        assertThat(endpoint.url()).hasToString("http://127.0.0.1:1/inbox");
    }

    @Test
    void an_address_of_ipv6_is_written_as_urls_have_it() {
        assertThat(read(Map.of("CARILLON_BIND", "[::1]")).listening().url())
                .startsWith("http://[::1]:");
    }

    @Test
    void without_a_folder_the_tz_database_is_the_one_that_came_along() {
        TimeZones timeZones = read(Map.of()).timeZones();

        assertThat(timeZones.tzdata().atStart()).isSameAs(TzSnapshot.bundled());
        assertThat(timeZones.shown())
                .isEqualTo("tz database %s, which came along", TzSnapshot.bundled().version());
    }

    @Test
    void a_folder_of_compiled_zones_goes_before_the_tz_database_that_came_along(
            @TempDir Path folder) throws IOException {
        Zoneinfo.in(folder, "2031b", "Europe/Atlantis");

        TimeZones timeZones = read(Map.of("CARILLON_TZDATA_DIR", folder.toString())).timeZones();

        assertThat(timeZones.tzdata().atStart().ids()).containsExactly("Europe/Atlantis");
        assertThat(timeZones.shown()).isEqualTo("tz database 2031b, from " + folder);
    }

    @Test
    void what_is_given_is_taken() {
        Settings settings =
                read(
                        Map.of(
                                "CARILLON_DATABASE_URL", "jdbc:postgresql://db/x?password=hush",
                                "CARILLON_DATABASE_USER", "me",
                                "CARILLON_DATABASE_PASSWORD", "hush",
                                "CARILLON_WEBHOOK_URL", "https://example.com/hook?token=hush",
                                "CARILLON_ALLOW_PRIVATE_WEBHOOKS", "false",
                                "CARILLON_NODE_NAME", "one",
                                "CARILLON_BIRTH_DATE_MIN", "1850-05-05"));

        Storage.OutsideDatabase database = settings.storage().outside().orElseThrow();
        assertThat(database.user()).isEqualTo("me");
        assertThat(database.password()).isEqualTo("hush");
        assertThat(database).hasToString("OutsideDatabase[jdbc:postgresql://db/x]");
        assertThat(settings.webhooks().url()).contains("https://example.com/hook?token=hush");
        assertThat(settings.webhooks().privateTargetsAllowed()).isFalse();
        assertThat(settings.node().name()).isEqualTo("one");
        assertThat(settings.birthDateMin()).isEqualTo(LocalDate.of(1850, 5, 5));
    }

    @Test
    void a_secret_is_made_once_for_its_owner_only(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("deep").resolve("data");

        WebhookSecret first = SecretFile.in(data);
        WebhookSecret second = SecretFile.in(data);

        assertThat(second).isEqualTo(first);
        Path file = data.resolve("webhook.secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(first.reveal() + "\n");
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static Settings read(Map<String, String> environment) {
        Sources sources = new Sources(List.of("--port=0"), new Properties(), environment);
        return new SettingsReader(sources, InstantSource.system()).read();
    }
}
