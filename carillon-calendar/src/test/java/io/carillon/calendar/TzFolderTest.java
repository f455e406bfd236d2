package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.tzif.Tzif;
import io.carillon.calendar.tzif.TzifBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of compiled zones, as distributions have them and as they should not be.
class TzFolderTest {
    private static final byte[] KYIV = TzifBytes.of("EET-2EEST,M3.5.0/3,M10.5.0/4");
    private static final byte[] PARIS = TzifBytes.of("CET-1CEST,M3.5.0,M10.5.0/3");

    @TempDir private Path folder;

    @Test
    void its_version_is_the_first_line_of_its_index() throws IOException {
        put("Europe/Paris", PARIS);
        put("tzdata.zi", "# version 2031b\n# redo posix_only\nZ Europe/Paris 1 - CET\n");

        assertThat(read().version()).isEqualTo("2031b");
    }

    @Test
    void without_an_index_its_version_is_a_digest_of_all_that_it_holds() throws IOException {
        put("Europe/Paris", PARIS);
        String version = read().version();

        assertThat(version).matches("sha256-[0-9a-f]{16}");
        assertThat(read().version()).isEqualTo(version);
        put("Europe/Paris", TzifBytes.of("CET-2CEST,M3.5.0,M10.5.0/3"));
        assertThat(read().version()).isNotEqualTo(version);
        put("Europe/Paris", PARIS);
        put("Europe/Kyiv", KYIV);
        assertThat(read().version()).isNotEqualTo(version);
        Files.delete(folder.resolve("Europe/Kyiv"));
        Files.move(folder.resolve("Europe/Paris"), folder.resolve("Europe/Monaco"));
        assertThat(read().version()).isNotEqualTo(version);
    }

    @Test
    void an_index_that_does_not_tell_its_version_counts_as_a_digest_too() throws IOException {
        put("Europe/Paris", PARIS);
        put("tzdata.zi", "# version \u00df\n");

        assertThat(read().version()).startsWith("sha256-");
    }

    @Test
    void links_may_be_copies_hard_or_symbolic() throws IOException {
        put("Europe/Kyiv", KYIV);
        put("Europe/Paris", PARIS);
        put(
                "tzdata.zi",
                "# version 2031b\nL Europe/Kyiv Europe/Kiev\nL Europe/Kyiv Europe/Uzhgorod\n");
        put("Europe/Kiev", KYIV);
        Files.createLink(folder.resolve("Europe/Uzhgorod"), folder.resolve("Europe/Kyiv"));
        Files.createSymbolicLink(folder.resolve("Europe/Zaporozhye"), Path.of("Kyiv"));
        Files.createSymbolicLink(folder.resolve("France"), Path.of("Europe"));

        TzSnapshot tz = read();

        assertThat(tz.ids())
                .containsExactlyInAnyOrder(
                        "Europe/Kyiv",
                        "Europe/Kiev",
                        "Europe/Uzhgorod",
                        "Europe/Zaporozhye",
                        "Europe/Paris",
                        "France/Kyiv",
                        "France/Kiev",
                        "France/Uzhgorod",
                        "France/Zaporozhye",
                        "France/Paris");
        assertThat(tz.canonical("Europe/Kiev")).contains("Europe/Kyiv");
        assertThat(tz.rules("France/Paris")).isEqualTo(tz.rules("Europe/Paris"));
    }

    @Test
    void a_link_may_be_a_line_of_the_index_alone_and_lead_over_others() throws IOException {
        put("Europe/Kyiv", KYIV);
        put(
                "tzdata.zi",
                """
                # version 2031b
                L Europe/Kiev Europe/Uzhgorod
                Link Europe/Kyiv Europe/Kiev
                L Europe/Atlantis Europe/Lost
                """);

        TzSnapshot tz = read();

        assertThat(tz.ids())
                .containsExactlyInAnyOrder("Europe/Kyiv", "Europe/Kiev", "Europe/Uzhgorod");
        assertThat(tz.canonical("Europe/Uzhgorod")).contains("Europe/Kyiv");
        assertThat(tz.rules("Europe/Uzhgorod")).isSameAs(tz.rules("Europe/Kyiv"));
    }

    @Test
    void a_link_with_a_file_of_its_own_that_says_otherwise_is_a_zone() throws IOException {
        put("Europe/Kyiv", KYIV);
        put("Europe/Kiev", PARIS);
        put("tzdata.zi", "# version 2031b\nL Europe/Kyiv Europe/Kiev\n");

        assertThat(read().canonical("Europe/Kiev")).contains("Europe/Kiev");
    }

    @Test
    void without_links_in_an_index_zones_with_the_same_content_are_one() throws IOException {
        put("Europe/Kyiv", KYIV);
        put("Europe/Kiev", KYIV);
        put("Europe/Paris", PARIS);

        TzSnapshot tz = read();

        assertThat(tz.canonical("Europe/Kyiv")).isEqualTo(tz.canonical("Europe/Kiev")).isPresent();
        assertThat(tz.canonical("Europe/Paris")).contains("Europe/Paris");
    }

    @Test
    void links_that_lead_in_a_circle_are_refused() throws IOException {
        put("Europe/Paris", PARIS);
        put("tzdata.zi", "# version 2031b\nL A/B A/C\nL A/C A/B\n");

        assertRefused("tzdata.zi has links that lead in a circle, at A/");
    }

    @Test
    void what_is_no_zone_is_passed_over() throws IOException {
        put("Europe/Paris", PARIS);
        put("zone1970.tab", "# not a zone");
        put("leapseconds", "# not a zone");
        put("Europe/Paris.bak", KYIV);
        put(".hidden/Paris", KYIV);
        put("America/Argentina/Too/Deep", KYIV);
        put("posix/Europe/Kyiv", KYIV);
        put("right/Europe/Kyiv", KYIV);
        put("localtime", KYIV);
        put("Factory", KYIV);
        Files.createSymbolicLink(folder.resolve("posixrules"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("Europe/all.zones"), folder.resolve("Europe"));

        assertThat(read().ids()).containsExactly("Europe/Paris");
    }

    @Test
    void a_malformed_zone_is_refused_by_its_name_and_with_the_reason() throws IOException {
        put("Europe/Kyiv", KYIV);
        put("Europe/Paris", Arrays.copyOf(PARIS, 60));

        assertRefused("Europe/Paris is cut short: its header should take 44 bytes, and 9 are left");

        put("Europe/Paris", new byte[0]);
        assertRefused("Europe/Paris is cut short: its header should take 44 bytes, and 0 are left");

        put("Europe/Paris", Arrays.copyOf(PARIS, Tzif.BYTES_MAX + 1));
        assertRefused("Europe/Paris is larger than 262144 bytes");
    }

    @Test
    void a_zone_of_the_index_that_is_no_tzif_is_refused() throws IOException {
        put("Europe/Kyiv", KYIV);
        put("Europe/Paris", "spoilt");
        put("tzdata.zi", "# version 2031b\nZ Europe/Paris 1 - CET\n");

        assertRefused("Europe/Paris is no TZif file");
    }

    @Test
    void a_zone_that_only_a_link_of_the_index_leads_to_and_that_is_no_tzif_is_refused()
            throws IOException {
        put("Europe/Kyiv", KYIV);
        put("Europe/Paris", "spoilt");
        put("tzdata.zi", "# version 2031b\nL Europe/Paris Europe/Monaco\n");

        assertRefused("Europe/Paris is no TZif file");
    }

    @Test
    void what_a_crash_left_of_a_zone_is_refused() throws IOException {
        put("Europe/Kyiv", KYIV);
        put("Europe/Paris", new byte[PARIS.length]);

        assertRefused("Europe/Paris is no TZif file");

        byte[] otherMagic = PARIS.clone();
        otherMagic[0] = 'X';
        put("Europe/Paris", otherMagic);
        assertRefused("Europe/Paris is no TZif file");
    }

    @Test
    void a_link_that_leads_nowhere_or_in_a_circle_is_refused() throws IOException {
        put("Europe/Kyiv", KYIV);
        Path link = Files.createSymbolicLink(folder.resolve("Europe/Kiev"), Path.of("Kiyv"));

        assertRefused("Europe/Kiev is a link that leads nowhere");

        Files.delete(link);
        Files.createSymbolicLink(folder.resolve("Europe/Europe"), folder.resolve("Europe"));
        assertRefused("Europe/Europe is a link that leads in a circle");
    }

    @Test
    void a_folder_that_is_none_or_holds_nothing_is_refused() throws IOException {
        assertRefused("it holds no compiled zones");
        assertThatThrownBy(() -> TzSnapshot.read(folder.resolve("absent")))
                .isInstanceOf(IOException.class)
                .hasMessage("it is no folder");
        put("file", "");
        assertThatThrownBy(() -> TzSnapshot.read(folder.resolve("file")))
                .hasMessage("it is no folder");
    }

    @Test
    void more_than_a_tz_database_ever_holds_is_refused() throws IOException {
        put("Europe/Paris", PARIS);
        put("tzdata.zi", "#".repeat(1024 * 1024));
        assertThat(read().ids()).containsExactly("Europe/Paris");
        put("tzdata.zi", "#".repeat(1024 * 1024 + 1));
        assertRefused("tzdata.zi is larger than 1048576 bytes");
        Files.delete(folder.resolve("tzdata.zi"));

        put("Large", "#".repeat(Tzif.BYTES_MAX));
        for (int i = 0; i < 62; i++) {
            Files.createLink(folder.resolve("Large" + i), folder.resolve("Large"));
        }
        put("Rest", "#".repeat(Tzif.BYTES_MAX - PARIS.length));
        assertThat(read().ids()).containsExactly("Europe/Paris");
        put("Rest", "#".repeat(Tzif.BYTES_MAX - PARIS.length + 1));
        assertRefused("it holds more than 16777216 bytes");
    }

    @Test
    void more_files_than_a_tz_database_ever_holds_are_refused() throws IOException {
        put("Europe/Paris", PARIS);
        put("a.b", "");
        for (int i = 0; i < 2_998; i++) {
            Files.createLink(folder.resolve("a.b" + i), folder.resolve("a.b"));
        }
        assertThat(read().ids()).containsExactly("Europe/Paris");

        put("a.c", "");
        assertRefused("it holds more than 3000 files");
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(this::read)
                .withMessageContaining(message);
    }

    private TzSnapshot read() throws IOException {
        return TzSnapshot.read(folder);
    }

    private void put(String name, String text) throws IOException {
        put(name, text.getBytes(UTF_8));
    }

    private void put(String name, byte[] content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), content);
    }
}
