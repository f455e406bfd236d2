package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Fault;
import io.carillon.trials.history.Event.Up;
import io.carillon.trials.history.History;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The nodes of a trial, by name: started, hurt and started again. Each name has one life at a
/// time.
final class Nodes {
    private final Path folder;
    private final Starting starting;
    private final Database database;
    private final History history;
    private final Reclaims reclaims;
    private final InstantSource clock;
    private final List<String> names;
    private final Map<String, NodeProcess> lives = new HashMap<>();

    /// How a node of this name is started.
    interface Starting {
        NodeProcess.Command of(String name) throws IOException;
    }

    Nodes(
            int count,
            Path folder,
            Starting starting,
            Database database,
            History history,
            Reclaims reclaims,
            InstantSource clock) {
        this.folder = folder;
        this.starting = starting;
        this.database = database;
        this.history = history;
        this.reclaims = reclaims;
        this.clock = clock;
        this.names = names(count);
    }

    static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "node-" + i).toList();
    }

    List<String> names() {
        return names;
    }

    /// Starts every node that does not live, and waits for those and all others.
    void startAll() throws IOException, InterruptedException {
        for (String name : names) {
            if (!isAlive(name)) {
                start(name);
            }
        }
        for (NodeProcess life : List.copyOf(lives.values())) {
            life.awaitReady();
        }
    }

    /// Starts a node, and does not wait for it.
    void start(String name) throws IOException {
        NodeProcess life = NodeProcess.start(name, folder.resolve(name), starting.of(name));
        lives.put(name, life);
        Thread.ofVirtual().start(() -> tellWhenUp(life));
    }

    private void tellWhenUp(NodeProcess life) {
        try {
            life.awaitReady();
            history.add(new Up(clock.instant(), life.name()));
        } catch (IOException _) {
            // Hurt before it was.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    NodeProcess life(String name) {
        NodeProcess life = lives.get(name);
        if (life == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return life;
    }

    boolean isAlive(String name) {
        @Nullable NodeProcess life = lives.get(name);
        return life != null && life.isAlive();
    }

    List<String> ready() throws IOException, InterruptedException {
        List<String> ready = new ArrayList<>();
        for (String name : names) {
            if (isAlive(name) && life(name).isReady()) {
                ready.add(name);
            }
        }
        return ready;
    }

    /// One that is ready, when another one is as well: it may be hurt.
    @Nullable String victim(Random random) throws IOException, InterruptedException {
        List<String> ready = ready();
        return ready.size() < 2 ? null : ready.get(random.nextInt(ready.size()));
    }

    /// SIGKILL.
    void kill(String name) throws SQLException {
        Instant at = clock.instant();
        life(name).kill();
        history.add(new Fault(at, "kill", name, null));
        follow(name, at);
    }

    /// Looks what becomes of all that lives of this name held at this instant.
    void follow(String name, Instant at) throws SQLException {
        for (String incarnation : database.incarnations(name)) {
            reclaims.watch(name, incarnation, at);
        }
    }

    /// SIGCONT, after SIGSTOP. What it still holds then is its own, if it was not declared dead.
    void resume(String name) throws IOException, InterruptedException, SQLException {
        for (String incarnation : database.incarnations(name)) {
            reclaims.goesOn(incarnation);
        }
        life(name).resume();
    }

    /// SIGTERM; its exit code.
    int stop(String name) throws InterruptedException {
        Instant at = clock.instant();
        int exit = life(name).terminate();
        history.add(new Fault(at, "stop", name, clock.instant()));
        return exit;
    }

    void stopAll() throws InterruptedException {
        for (NodeProcess life : lives.values()) {
            if (life.isAlive()) {
                life.terminate();
            }
        }
    }

    void killAll() {
        for (NodeProcess life : lives.values()) {
            life.kill();
        }
    }
}
