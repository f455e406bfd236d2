package io.carillon.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.process.Receiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator does after a disk was lost: puts back an older copy of the folder, starts
/// without sending, looks, and releases.
class RestoredServerTest {
    private static final int PEOPLE = 5;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @TempDir private Path folder;

    /// Where it is about noon, so that no test sees midnight.
    private final OffsetDateTime noon =
            InstantSource.system()
                    .instant()
                    .atOffset(
                            ZoneOffset.ofHours(
                                    12
                                            - InstantSource.system()
                                                    .instant()
                                                    .atOffset(ZoneOffset.UTC)
                                                    .getHour()));

    private Receiver receiver;
    private ServerProcess server;

    @BeforeEach
    void begin() throws IOException {
        receiver = new Receiver();
        start();
    }

    @AfterEach
    void end() {
        server.close();
        receiver.close();
    }

    @Test
    void what_was_sent_after_the_backup_is_sent_again_under_the_same_ids_once_it_is_released()
            throws Exception {
        ringAt("23:00");
        Set<String> people = birthdaysToday();
        server.terminate();
        copy(data(), folder.resolve("backup"));

        // Life goes on: they are greeted, and then the disk is lost.
        start();
        ringAt("00:00");
        await().atMost(LONG_ENOUGH).until(() -> receiver.received().size() == PEOPLE);
        Set<String> ids = ids(receiver.received());
        server.terminate();
        Files.move(data(), folder.resolve("lost"));
        copy(folder.resolve("backup"), data());

        start("--hold");
        // What was changed since the backup is to be done again.
        ringAt("00:00");
        await().during(Duration.ofSeconds(1))
                .atMost(LONG_ENOUGH)
                .until(() -> receiver.received().size() == PEOPLE);
        assertThat(server.get("/health/ready").has("heldSince")).isTrue();

        assertThat(server.post("/v1/release").get("released").asBoolean()).isTrue();
        await().atMost(LONG_ENOUGH).until(() -> receiver.received().size() >= 2 * PEOPLE);
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        server.get("/v1/deliveries?state=delivered").get("items").size() == PEOPLE);

        List<Received> again = receiver.received().subList(PEOPLE, receiver.received().size());
        assertThat(ids(again)).isEqualTo(ids).hasSize(PEOPLE);
        assertThat(again)
                .extracting(Received::subjectId)
                .containsExactlyInAnyOrderElementsOf(people);
        assertThat(server.get("/health/ready").has("heldSince")).isFalse();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void start(String... options) {
        server =
                ServerProcess.start(
                        data(), Map.of("CARILLON_WEBHOOK_URL", receiver.url()), options);
    }

    /// As an operator does it: with owners and permissions.
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Process copying =
                new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
        assertThat(copying.waitFor()).isZero();
    }

    private void ringAt(String time) {
        server.put("/v1/occasions/birthday", "{\"localTime\":\"" + time + "\"}");
    }

    private Set<String> birthdaysToday() {
        List<String> made = new ArrayList<>();
        IntStream.range(0, PEOPLE)
                .forEach(i ->
                        made.add(
                                server.post(
                                                "/user",
                                                """
                                                {"firstName":"P%d","lastName":"Lovelace","dateOfBirth":"1990-%s","timezone":"%s"}
                                                """
                                                        .formatted(
                                                                i,
                                                                noon.toLocalDate()
                                                                        .toString()
                                                                        .substring(5),
                                                                zone()))
                                        .get("id")
                                        .asString()));
        return Set.copyOf(made);
    }

    /// The signs of these ids are the other way round.
    private String zone() {
        int hours = noon.getOffset().getTotalSeconds() / 3_600;
        return hours == 0 ? "Etc/UTC" : "Etc/GMT" + (hours > 0 ? "-" + hours : "+" + -hours);
    }

    private static Set<String> ids(List<Received> received) {
        return received.stream().map(Received::id).collect(Collectors.toSet());
    }
}
