package io.carillon.trials.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.trials.TrialResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The trials by fire in their quick form: few people, some seconds of faults, and no limits on
/// time, since this machine may be busy with other tests. The server's jar must have been built,
/// and libfaketime be there for those that set clocks.
class QuickTrialsTest {
    private static final Load LOAD = new Load(40, 300, Duration.ofSeconds(9));

    private final InstantSource clock = InstantSource.system();

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(
            strings = {
                "kill",
                "pause",
                "database",
                "receiver",
                "edit",
                "roll",
                "clock",
                "outage",
                "hold"
            })
    void nothing_is_lost_nor_sent_again_after_its_settlement(String name)
            throws IOException, InterruptedException {
        FireTrial trial =
                Objects.requireNonNull(FireTrials.forServers(clock).get(name)).withoutTimeLimits();
        assumeTrue(!trial.setsClocks() || Clocks.canBeSet(), Clocks.MISSING);
        long seed = clock.millis() % 1_000_000;

        TrialResult result = trial.run(place(), seed, LOAD);

        System.out.printf("trial %s, seed %d: %s%n", name, seed, result.counts());
        assertThat(result.complaints()).as("trial %s, seed %d", name, seed).isEmpty();
    }

    private static FireTrial.Place place() {
        Path root =
                Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                        .filter(folder ->
                                folder.resolve("carillon-server/pom.xml").toFile().exists())
                        .findFirst()
                        .orElseThrow();
        return new FireTrial.Place(root, root.resolve("carillon-trials/target/trials"));
    }
}
