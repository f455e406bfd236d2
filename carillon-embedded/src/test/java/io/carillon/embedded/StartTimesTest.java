package io.carillon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// How long starts take, with no other test beside them.
@Isolated
@Timeout(60)
class StartTimesTest {

    @TempDir Path folder;

    @BeforeEach
    void prepare() {
        PreparedFolder.copyTo(folder);
    }

    @Test
    void a_warm_start_is_quick() {
        var begun = System.nanoTime();
        EmbeddedPostgres.start(folder).close();
        var taken = Duration.ofNanos(System.nanoTime() - begun);

        IO.println("A warm start and its stop took " + taken.toMillis() + " ms");
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void after_a_kill_the_next_start_takes_five_seconds_at_most_and_finds_every_row()
            throws Exception {
        var killed = AnotherCarillon.over(folder);
        killed.says("READY");
        killed.kill();
        var leftover = AnotherCarillon.postmaster(folder);
        assertThat(leftover.isAlive()).as("the server outlives its JVM").isTrue();

        var begun = System.nanoTime();
        try (var postgres = EmbeddedPostgres.start(folder)) {
            var taken = Duration.ofNanos(System.nanoTime() - begun);

            IO.println("The start after a kill took " + taken.toMillis() + " ms");
            assertThat(taken).isLessThan(Duration.ofSeconds(5));
            await().until(() -> !leftover.isAlive());
            assertThat(Sql.column(postgres, "SELECT word FROM promise")).containsExactly("kept");
        }
    }
}
