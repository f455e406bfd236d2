package io.carillon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BinariesTest {

    @TempDir Path folder;

    @Test
    void starts_at_the_same_time_unpack_to_one_place_and_what_is_cleaned_away_comes_back()
            throws Exception {
        try (var starts = Executors.newFixedThreadPool(2)) {
            Callable<Binaries> unpack = () -> Binaries.in(folder, Platform.current());

            for (var place : starts.invokeAll(List.of(unpack, unpack))) {
                assertThat(place.get().complete()).isTrue();
            }
        }
        assertThat(folder.toFile().list())
                .singleElement()
                .asString()
                .startsWith("postgres-18.6.0-");

        Files.delete(Binaries.in(folder, Platform.current()).program("postgres"));

        var again = Binaries.in(folder, Platform.current());
        assertThat(again.program("postgres")).isExecutable();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "LINUX, aarch64, linux-arm_64",
        "Mac OS X, x86_64, darwin-x86_64",
        "Mac OS X, aarch64, darwin-arm_64",
        "Linux, riscv64, linux-riscv64"
    })
    void a_platform_has_the_name_of_its_archive(String os, String arch, String name) {
        assertThat(Platform.of(os, arch)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({"../evil,", "bin/link, ../../evil"})
    void an_archive_that_points_out_of_its_folder_is_refused(String name, String link)
            throws IOException {
        var archive = archiveOf(name, link);

        assertThatIOException()
                .isThrownBy(() -> Archive.unpack(new ByteArrayInputStream(archive), folder))
                .withMessageContaining("points out of its folder");
    }

    private static byte[] archiveOf(String name, String link) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
            var entry =
                    link == null
                            ? new TarArchiveEntry(name)
                            : new TarArchiveEntry(name, TarArchiveEntry.LF_SYMLINK);
            if (link != null) {
                entry.setLinkName(link);
            }
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
