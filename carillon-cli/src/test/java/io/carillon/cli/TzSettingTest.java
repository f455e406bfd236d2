package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.TzSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TzSettingTest {
    @TempDir private Path folder;

    @Test
    void without_a_folder_it_is_the_tz_database_that_came_along() throws IOException {
        assertThat(TzSetting.of(new Properties(), Map.of("CARILLON_TZDATA_DIR", " ")).read())
                .isSameAs(TzSnapshot.bundled());
    }

    @Test
    void a_folder_that_cannot_be_used_is_named_with_the_setting_and_the_reason()
            throws IOException {
        Files.writeString(folder.resolve("UTC"), "TZif");
        Properties properties = new Properties();
        properties.setProperty("carillon.tzdata-dir", folder.toString());

        assertThatThrownBy(() ->
                        TzSetting.of(properties, Map.of("CARILLON_TZDATA_DIR", "no/folder")).read())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "carillon.tzdata-dir is '%s', which cannot be used: UTC is cut short: its header should take 44 bytes, and 4 are left.",
                        folder);
        assertThatThrownBy(() ->
                        TzSetting.of(new Properties(), Map.of("CARILLON_TZDATA_DIR", "no/folder"))
                                .read())
                .hasMessage(
                        "CARILLON_TZDATA_DIR is 'no/folder', which cannot be used: it is no folder.");
    }
}
