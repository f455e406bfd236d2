package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Person;
import io.carillon.trials.history.History;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Creates people as anybody does: through `POST /user`.
final class People {
    private static final int CLIENTS = 16;
    private static final int CREATED = 201;

    private final History history;
    private final InstantSource clock;
    private final AtomicInteger names = new AtomicInteger();
    private final Queue<Doubtful> doubtful = new ConcurrentLinkedQueue<>();

    People(History history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    /// One for each offset, with their birthday on this day.
    List<Person> create(NodeProcess node, List<Integer> offsets, LocalDate day)
            throws IOException, InterruptedException {
        List<Person> people = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Person>> created = new ArrayList<>();
            for (int offset : offsets) {
                created.add(clients.submit(() -> create(node, offset, day)));
            }
            for (Future<Person> one : created) {
                people.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("not everybody could be created: " + e.getCause(), e);
        }
        return people;
    }

    /// Somebody of whom the server could not say whether they were created.
    record Doubtful(String lastName, Person asked) {}

    /// Creates one, of whom there may be doubt.
    void tryToCreate(NodeProcess node, int offset, LocalDate day)
            throws IOException, InterruptedException {
        Instant at = clock.instant();
        String lastName = "Lovelace-" + names.incrementAndGet();
        LocalDate dateOfBirth = dateOfBirth(day);
        Optional<HttpResponse<String>> answer =
                node.tryToSend("POST", "/user", body(lastName, offset, dateOfBirth));
        String subject = "";
        if (answer.isPresent()) {
            if (answer.get().statusCode() != CREATED) {
                throw new IOException("POST /user is " + answer.get().statusCode());
            }
            subject = JsonMapper.shared().readTree(answer.get().body()).get("id").asString();
        }
        Person person = new Person(at, clock.instant(), subject, offset, dateOfBirth);
        if (answer.isPresent()) {
            history.add(person);
        } else {
            doubtful.add(new Doubtful(lastName, person));
        }
    }

    /// Writes those down whom the database knows after all.
    void clearDoubts(Database database) throws SQLException {
        for (Doubtful one : doubtful) {
            Person asked = one.asked();
            for (String subject : database.subjectsNamed(one.lastName())) {
                history.add(
                        new Person(
                                asked.at(),
                                asked.createdAt(),
                                subject,
                                asked.offsetSeconds(),
                                asked.dateOfBirth()));
            }
        }
    }

    Person create(NodeProcess node, int offset, LocalDate day)
            throws IOException, InterruptedException {
        LocalDate dateOfBirth = dateOfBirth(day);
        Instant at = clock.instant();
        JsonNode user = node.ask("POST", "/user", body("Lovelace", offset, dateOfBirth), CREATED);
        Person person =
                new Person(at, clock.instant(), user.get("id").asString(), offset, dateOfBirth);
        history.add(person);
        return person;
    }

    private static LocalDate dateOfBirth(LocalDate day) {
        return LocalDate.of(1992, day.getMonth(), day.getDayOfMonth());
    }

    private static String body(String lastName, int offset, LocalDate dateOfBirth) {
        return """
        {"firstName":"Ada","lastName":"%s","dateOfBirth":"%s","timezone":"%s"}
        """
                .formatted(lastName, dateOfBirth, Zones.name(offset));
    }
}
