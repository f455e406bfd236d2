package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Edit;
import io.carillon.trials.history.Event.Edit.Kind;
import io.carillon.trials.history.Event.Person;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.node.JsonNodeFactory;

/// Many clients of every node edit people at the very instant at which they are due: they are moved
/// to another zone, get another date of birth, are deleted, and new ones come.
final class Editing implements Faults {
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final double EDITED = 0.5;
    private static final double CREATED = 0.1;
    private static final int AROUND_MILLIS = 250;

    /// How far who moves moves, in seconds, east or west.
    private static final int MOVE_MAX = 5;

    private static final int ELSEWHEN_DAYS = 40;
    private static final Duration AGAIN_AFTER = Duration.ofMillis(500);

    /// One request, and when it is to be sent.
    private record Errand(Instant at, NodeProcess node, Sending sending) {}

    private interface Sending {
        void send(NodeProcess node) throws IOException, InterruptedException;
    }

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException {
        List<Errand> errands = new ArrayList<>();
        for (Person person : world.people()) {
            if (world.random.nextDouble() < EDITED) {
                errands.add(errand(world, from, person.offsetSeconds(), edit(world, person)));
            }
            if (world.random.nextDouble() < CREATED) {
                int offset = person.offsetSeconds();
                errands.add(errand(world, from, offset, node -> world.create(node, offset)));
            }
        }
        errands.sort(Comparator.comparing(Errand::at));
        run(world, errands);
    }

    private static Errand errand(World world, Instant from, int offset, Sending sending) {
        Instant due = from.plusSeconds(world.offset() - offset);
        int millis = world.random.nextInt(2 * AROUND_MILLIS) - AROUND_MILLIS;
        List<String> names = world.nodes.names();
        String node = names.get(world.random.nextInt(names.size()));
        return new Errand(due.plusMillis(millis), world.nodes.life(node), sending);
    }

    private static Sending edit(World world, Person person) {
        Random random = world.random;
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        int offset = person.offsetSeconds();
        LocalDate date = person.dateOfBirth();
        switch (kind) {
            case MOVED -> offset = elsewhere(world, offset);
            case RE_DATED -> {
                LocalDate day = world.today().plusDays(1 + random.nextInt(ELSEWHEN_DAYS));
                date = LocalDate.of(date.getYear(), day.getMonth(), day.getDayOfMonth());
            }
            case DELETED -> {}
        }
        int newOffset = offset;
        LocalDate newDate = date;
        return node -> {
            Instant at = world.clock.instant();
            switch (kind) {
                case MOVED ->
                        ask(node, "PUT", person, body("timezone", Zones.name(newOffset)), 200);
                case RE_DATED ->
                        ask(node, "PUT", person, body("dateOfBirth", newDate.toString()), 200);
                case DELETED -> ask(node, "DELETE", person, "", 204);
            }
            world.history.add(
                    new Edit(
                            at, world.clock.instant(), person.subject(), kind, newOffset, newDate));
        };
    }

    /// Another zone of this trial's, a few seconds east or west.
    private static int elsewhere(World world, int offset) {
        int least = world.offset() - world.load.seconds() + 1;
        int west = Math.max(least, offset - MOVE_MAX);
        int east = Math.min(world.offset(), offset + MOVE_MAX);
        int drawn = west + world.random.nextInt(east - west);
        return drawn >= offset ? drawn + 1 : drawn;
    }

    private static void run(World world, List<Errand> errands)
            throws IOException, InterruptedException {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = new ArrayList<>();
            for (Errand errand : errands) {
                world.sleepUntil(errand.at());
                sent.add(
                        clients.submit(() -> {
                            errand.sending().send(errand.node());
                            return null;
                        }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("an edit failed: " + e.getCause(), e);
        }
    }

    /// Asks again until somebody can know what came of it.
    private static void ask(
            NodeProcess node, String method, Person person, String body, int expected)
            throws IOException, InterruptedException {
        String path = "/user/" + person.subject();
        Optional<HttpResponse<String>> answer = node.tryToSend(method, path, body);
        boolean again = answer.isEmpty();
        while (answer.isEmpty()) {
            Thread.sleep(AGAIN_AFTER);
            answer = node.tryToSend(method, path, body);
        }
        int status = answer.get().statusCode();
        boolean goneBefore = again && method.equals("DELETE") && status == 404;
        if (status != expected && !goneBefore) {
            throw new IOException(method + " " + path + " is " + status);
        }
    }

    private static String body(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value).toString();
    }
}
