package io.carillon.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.process.Receiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real servers over one folder, killed at the worst of moments.
class KilledServerTest {
    private static final int KILLS = 10;
    private static final int PEOPLE = 8;

    @TempDir private Path folder;

    private final InstantSource clock = InstantSource.system();
    private final long seed = clock.instant().toEpochMilli();
    private final Random random = new Random(seed);

    /// Where it is about noon, so that no test sees midnight.
    private final ZoneOffset noon =
            ZoneOffset.ofHours(12 - clock.instant().atOffset(ZoneOffset.UTC).getHour());

    private Receiver receiver;
    private ServerProcess server;

    @BeforeEach
    void begin() throws IOException {
        receiver = new Receiver();
        start();
        ringAt(LocalTime.of(23, 0));
    }

    @AfterEach
    void end() {
        server.close();
        receiver.close();
    }

    @Test
    void whatever_moment_the_server_is_killed_at_each_message_comes_under_one_id_and_none_early() {
        Set<String> people = new HashSet<>();
        List<Duration> kills = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            ringAt(LocalTime.of(23, 0));
            people.addAll(birthdaysToday(PEOPLE));
            Instant due =
                    clock.instant()
                            .plusMillis(1_200)
                            .truncatedTo(ChronoUnit.SECONDS)
                            .plusSeconds(1);
            ringAt(OffsetDateTime.ofInstant(due, noon).toLocalTime());

            Duration offset = Duration.ofMillis(random.nextLong(-250, 400));
            sleepUntil(due.plus(offset));
            server.kill();
            kills.add(offset);
            start();
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(subjects(receiver.received()))
                                .as("seed %d, killed at %s around the due instant", seed, kills)
                                .isEqualTo(people));
        List<Received> received = receiver.received();
        assertThat(received).allSatisfy(one -> assertThat(one.at()).isAfterOrEqualTo(one.dueAt()));
        Map<String, Set<String>> ids =
                received.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Received::subjectId,
                                        Collectors.mapping(Received::id, Collectors.toSet())));
        assertThat(ids.values()).allSatisfy(one -> assertThat(one).hasSize(1));
        assertThat(ids).hasSize(KILLS * PEOPLE);
    }

    @Test
    void a_server_that_was_down_over_the_hour_rings_late_once_and_says_so() {
        String ada = birthdaysToday(1).getFirst();
        server.put("/v1/occasions/birthday", "{\"lateAfter\":\"PT1S\"}");
        Instant due = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        ringAt(OffsetDateTime.ofInstant(due, noon).toLocalTime());
        server.kill();
        sleepUntil(due.plusSeconds(2));

        start();

        await().atMost(Duration.ofSeconds(30)).until(() -> !receiver.received().isEmpty());
        server.terminate();
        assertThat(receiver.received())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.subjectId()).isEqualTo(ada);
                    assertThat(one.late()).isTrue();
                    assertThat(one.dueAt()).isEqualTo(due);
                });
    }

    @Test
    void a_server_that_is_told_to_stop_does_so_in_order_and_leaves_no_process_behind()
            throws IOException {
        birthdaysToday(1);
        ProcessHandle postgres = postgres();
        List<ProcessHandle> sessions = postgres.children().toList();
        assertThat(postgres.isAlive()).isTrue();
        assertThat(sessions).isNotEmpty();

        int exit = server.terminate();

        assertThat(exit).isEqualTo(143); // 128 and SIGTERM
        // A process takes its file away a moment before it ends.
        assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(sessions).noneMatch(ProcessHandle::isAlive);
    }

    /// PostgreSQL's first process, which is no descendant of the server's.
    private ProcessHandle postgres() throws IOException {
        Path named = folder.resolve("data/postgres/postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(named).getFirst())).orElseThrow();
    }

    private void start() {
        server =
                ServerProcess.start(
                        folder.resolve("data"), Map.of("CARILLON_WEBHOOK_URL", receiver.url()));
    }

    private void ringAt(LocalTime time) {
        server.put("/v1/occasions/birthday", "{\"localTime\":\"" + time + "\"}");
    }

    private List<String> birthdaysToday(int count) {
        String monthDay =
                OffsetDateTime.ofInstant(clock.instant(), noon)
                        .toLocalDate()
                        .toString()
                        .substring(5);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(
                    server.post(
                                    "/user",
                                    """
                                    {"firstName":"P%d","lastName":"Lovelace","dateOfBirth":"1990-%s","timezone":"%s"}
                                    """
                                            .formatted(i, monthDay, zone()))
                            .get("id")
                            .asString());
        }
        return ids;
    }

    /// The signs of these ids are the other way round.
    private String zone() {
        int hours = noon.getTotalSeconds() / 3_600;
        return hours == 0 ? "Etc/UTC" : "Etc/GMT" + (hours > 0 ? "-" + hours : "+" + -hours);
    }

    private static Set<String> subjects(List<Received> received) {
        return received.stream().map(Received::subjectId).collect(Collectors.toSet());
    }

    private void sleepUntil(Instant instant) {
        Duration left = Duration.between(clock.instant(), instant);
        while (left.isPositive()) {
            LockSupport.parkNanos(left.toNanos());
            left = Duration.between(clock.instant(), instant);
        }
    }
}
