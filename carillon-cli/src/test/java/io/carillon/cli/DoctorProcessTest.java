package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `doctor` as people run it, with the JDK that runs these tests.
class DoctorProcessTest {
    private static final String VARIABLE = "CARILLON_TZDATA_DIR";

    @TempDir Path folder;

    @Test
    void it_says_what_runs_here_and_ends_with_status_0() throws Exception {
        try (CommandProcess doctor = CommandProcess.start(folder, Map.of(VARIABLE, ""), "doctor")) {
            List<String> said = doctor.readAll();

            assertThat(said.getFirst()).matches("carillon [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
            assertThat(said.get(1)).contains(Runtime.version().toString());
            assertThat(said.get(2)).matches("  tz database  20[0-9]{2}[a-z]+, which came along");
            assertThat(said.get(3)).startsWith("  the JDK's    20");
            assertThat(doctor.status()).isZero();
            assertThat(doctor.complaints()).isEmpty();
        }
    }

    @Test
    void a_folder_that_cannot_be_used_is_named_with_its_file_and_the_reason() throws Exception {
        Files.createDirectory(folder.resolve("Europe"));
        Files.writeString(folder.resolve("Europe/London"), "TZif");
        Map<String, String> environment = Map.of(VARIABLE, folder.toString());

        try (CommandProcess doctor = CommandProcess.start(folder, environment, "doctor")) {
            assertThat(doctor.readAll()).hasSize(2).first().asString().startsWith("carillon ");
            assertThat(doctor.status()).isEqualTo(1);
            assertThat(doctor.complaints())
                    .isEqualTo(
                            "carillon: CARILLON_TZDATA_DIR is '%s', which cannot be used: Europe/London is cut short: its header should take 44 bytes, and 4 are left.\n",
                            folder);
        }
    }
}
