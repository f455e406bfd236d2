package io.carillon.server.tzdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real files; the reader of this test takes `tzdata.zi` for the whole release.
class TzdataWatchTest {
    @TempDir Path folder;

    private final List<String> used = new ArrayList<>();
    private int reads;

    @BeforeEach
    void a_release_is_there_from_the_start() throws IOException {
        put("# version 2026a");
    }

    @Test
    void nothing_happens_while_the_folder_stays_as_it_is() {
        TzdataWatch watch = watch();

        assertThat(watch.look()).isEqualTo(TzdataWatch.LOOK_EVERY);
        assertThat(watch.look()).isEqualTo(TzdataWatch.LOOK_EVERY);

        assertThat(reads).isZero();
    }

    @Test
    void another_release_is_taken_up_once_it_has_stood_still() throws IOException {
        TzdataWatch watch = watch();
        put("# version 2026f");

        assertThat(watch.look()).isEqualTo(TzdataWatch.LOOK_AGAIN);
        assertThat(used).isEmpty();
        assertThat(watch.look()).isEqualTo(TzdataWatch.LOOK_EVERY);
        watch.look();

        assertThat(used).containsExactly("2026f");
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void a_link_that_leads_nowhere_hides_no_other_release() throws IOException {
        Files.createSymbolicLink(folder.resolve("localtime"), Path.of("nowhere"));
        TzdataWatch watch = watch();
        put("# version 2026f");

        watch.look();
        watch.look();

        assertThat(used).containsExactly("2026f");
    }

    @Test
    void what_is_still_being_copied_is_waited_for() throws IOException {
        TzdataWatch watch = watch();
        put("# version 2026f");
        watch.look();
        Files.writeString(folder.resolve("Vancouver"), "half");
        watch.look();
        Files.writeString(folder.resolve("Vancouver"), "half and half");
        watch.look();

        assertThat(reads).isZero();

        watch.look();

        assertThat(used).containsExactly("2026f");
    }

    @Test
    void a_zone_that_is_replaced_by_a_file_as_long_is_noticed() throws IOException {
        Path zone = Files.writeString(folder.resolve("Vancouver"), "old");
        TzdataWatch watch = watch();
        Files.writeString(zone, "new");
        Files.setLastModifiedTime(zone, FileTime.from(Instant.parse("2026-11-24T00:00:00Z")));

        watch.look();
        watch.look();

        assertThat(reads).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_leaves_all_as_it_is_and_is_not_read_twice() throws IOException {
        TzdataWatch watch = watch();
        put("nonsense");

        watch.look();
        watch.look();
        watch.look();

        assertThat(used).isEmpty();
        assertThat(reads).isEqualTo(1);

        put("# version 2026f");
        watch.look();
        watch.look();

        assertThat(used).containsExactly("2026f");
    }

    @Test
    void a_folder_that_goes_away_leaves_all_as_it_is_until_it_is_back() throws IOException {
        TzdataWatch watch = watch();
        Path elsewhere = folder.resolveSibling(folder.getFileName() + "-elsewhere");
        Files.move(folder, elsewhere);
        watch.look();
        watch.look();

        assertThat(used).isEmpty();

        Files.move(elsewhere, folder);
        put("# version 2026f");
        watch.look();
        watch.look();

        assertThat(used).containsExactly("2026f");
    }

    @Test
    void it_stops_when_it_is_told_to() {
        TzdataWatch watch = watch().start();

        watch.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("carillon-tzdata"));
    }

    private TzdataWatch watch() {
        return new TzdataWatch(
                folder,
                FolderState.of(folder),
                this::read,
                snapshot -> used.add(snapshot.version()));
    }

    private TzSnapshot read(Path from) throws IOException {
        reads++;
        String head = Files.readString(from.resolve("tzdata.zi"));
        if (!head.startsWith("# version ")) {
            throw new IOException("tzdata.zi does not begin with its version");
        }
        return TzSnapshot.of(head.substring("# version ".length()), Map.of());
    }

    private void put(String head) throws IOException {
        Files.writeString(folder.resolve("tzdata.zi"), head);
    }
}
