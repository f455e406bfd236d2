package io.carillon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the folders that killed processes leave.
class FoldersTest {
    @TempDir Path parent;

    @Test
    void what_was_left_long_before_is_swept_and_what_may_be_in_use_is_not() throws IOException {
        Path ours = Files.createDirectory(parent.resolve("made-now"));
        Path abandoned = before(ours, "made-long-ago", Duration.ofHours(2));
        Path inUse = before(ours, "made-just-now", Duration.ofMinutes(59));
        Path stranger = before(ours, "another", Duration.ofHours(2));

        Folders.sweepBeside(ours, "made-", Duration.ofHours(1));

        assertThat(abandoned).doesNotExist();
        assertThat(inUse).exists();
        assertThat(stranger).exists();
        assertThat(ours).exists();
    }

    @Test
    void where_nobody_else_can_be_all_that_is_older_is_swept() throws IOException {
        Path ours = Files.createDirectory(parent.resolve("made-now"));
        Path abandoned = before(ours, "made-before", Duration.ofMillis(1));

        Folders.sweepBeside(ours, "made-", Duration.ZERO);

        assertThat(abandoned).doesNotExist();
        assertThat(ours).exists();
    }

    private Path before(Path other, String name, Duration age) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("file"), "left");
        var time = Files.getLastModifiedTime(other).toInstant().minus(age);
        return Files.setLastModifiedTime(folder, FileTime.from(time));
    }
}
