package io.carillon.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobrunr.configuration.JobRunr;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final Path DOCUMENT = Path.of("../docs/performance.md");

    @Test
    void a_peer_is_named_by_its_jar_version_and_all() {
        assertThat(Peers.library(Scheduler.class)).matches("db-scheduler-\\d+\\.\\d+\\.\\d+");
        assertThat(Peers.library(JobRunr.class)).matches("jobrunr-\\d+\\.\\d+\\.\\d+");
        assertThat(Peers.library(org.quartz.Scheduler.class)).matches("quartz-\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void the_document_is_of_the_versions_that_take_part() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .contains("db-scheduler " + versionOf(Scheduler.class))
                .contains("JobRunr " + versionOf(JobRunr.class))
                .contains("Quartz " + versionOf(org.quartz.Scheduler.class));
    }

    /// Without its patches.
    private static String versionOf(Class<?> one) {
        return Peers.library(one).replaceFirst("^.*-(\\d+\\.\\d+)\\.\\d+$", "$1");
    }
}
