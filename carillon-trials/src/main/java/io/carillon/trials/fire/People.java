package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Person;
import io.carillon.trials.history.History;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// Creates people as anybody does: through `POST /user`.
final class People {
    private static final int CLIENTS = 16;

    private final History history;
    private final InstantSource clock;

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

    Person create(NodeProcess node, int offset, LocalDate day)
            throws IOException, InterruptedException {
        LocalDate dateOfBirth = LocalDate.of(1992, day.getMonth(), day.getDayOfMonth());
        Instant at = clock.instant();
        String body =
                """
                {"firstName":"Ada","lastName":"Lovelace","dateOfBirth":"%s","timezone":"%s"}
                """
                        .formatted(dateOfBirth, Zones.name(offset));
        JsonNode user = node.ask("POST", "/user", body, 201);
        Person person =
                new Person(at, clock.instant(), user.get("id").asString(), offset, dateOfBirth);
        history.add(person);
        return person;
    }
}
