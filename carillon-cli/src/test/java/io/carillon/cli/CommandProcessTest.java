package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as people run it: what it says, how it ends, and that nothing of it is left.
class CommandProcessTest {
    private static final String SCENARIO =
            "{\"id\":1,\"subject\":{\"zone\":\"Europe/London\",\"monthDay\":\"--06-15\"},"
                    + "\"from\":\"2027-06-12T00:00:00Z\",\"until\":\"2027-06-19T00:00:00Z\"}";

    @TempDir Path folder;

    @Test
    void it_answers_until_its_input_ends_and_leaves_nothing_behind() throws Exception {
        try (CommandProcess simulate = CommandProcess.start(folder, "simulate")) {
            simulate.write("nonsense");
            assertThat(simulate.read()).contains("malformed_json");
            assertThat(simulate.kept()).isEmpty(); // nothing was started for that

            simulate.write(SCENARIO);
            assertThat(simulate.read())
                    .startsWith("{\"id\":1,\"deliveries\":[{\"period\":\"2027\"");
            assertThat(simulate.kept()).hasSize(1);
            assertThat(simulate.servers()).isNotEmpty();

            simulate.endInput();
            assertThat(simulate.read()).isEqualTo("null"); // stdout carries nothing else
            assertThat(simulate.status()).isZero();
            assertThat(simulate.kept()).isEmpty();
            assertThat(simulate.servers()).isEmpty();
        }
    }

    @Test
    void a_signal_ends_it_and_nothing_is_left_behind() throws Exception {
        try (CommandProcess simulate = CommandProcess.start(folder, "simulate")) {
            simulate.write(SCENARIO);
            assertThat(simulate.read()).startsWith("{\"id\":1,");

            simulate.terminate();

            assertThat(simulate.status()).isEqualTo(128 + 15);
            assertThat(simulate.kept()).isEmpty();
            assertThat(simulate.servers()).isEmpty();
        }
    }

    @Test
    void it_ends_when_nobody_reads_on() throws Exception {
        try (CommandProcess simulate = CommandProcess.start(folder, "simulate")) {
            simulate.readNoMore();
            simulate.write("nonsense");

            assertThat(simulate.status()).isZero();
        }
    }

    @Test
    void an_unknown_command_says_how_it_is_used() throws Exception {
        try (CommandProcess unknown = CommandProcess.start(folder, "simulate", "--fast")) {
            assertThat(unknown.status()).isEqualTo(2);
            assertThat(unknown.read()).isEqualTo("null");
        }
    }
}
