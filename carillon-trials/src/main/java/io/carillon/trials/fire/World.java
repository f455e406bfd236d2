package io.carillon.trials.fire;

import io.carillon.trials.history.Event;
import io.carillon.trials.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// All that takes part in a trial: a database, nodes, a receiver, people, and the history.
final class World implements AutoCloseable {
    private static final String SECRET = "whsec_dHJpYWxzIGJ5IGZpcmUsIHRyaWFscyBieSBmaXJl";
    private static final LocalTime NOT_YET = LocalTime.of(23, 0);

    /// How long after the bell is set the first ones are due: that long, and a tenth of the time
    /// that it took to create them, since all of them are planned anew.
    private static final Duration LEAD_MIN = Duration.ofSeconds(4);

    /// How long after the last due instant the last delivery may come.
    private static final Duration DRAIN_MAX = Duration.ofMinutes(3);

    final InstantSource clock;
    final Random random;
    final History history;
    final Database database;
    final Nodes nodes;
    final Load load;
    private final Receiver receiver;
    private final Reclaims reclaims;
    private final Setting setting;
    private final Map<String, Proxy> proxies = new HashMap<>();
    private final @Nullable Clocks clocks;
    private final int firstOffset;
    private final People creating;
    private List<Event.Person> people = List.of();

    World(Setting setting, Path folder, InstantSource clock) throws IOException {
        this.setting = setting;
        this.clock = clock;
        this.random = new Random(setting.seed());
        this.load = setting.load();
        this.firstOffset = offsetOfNoon(clock.instant());
        Files.createDirectories(folder);
        this.history = History.begin(folder.resolve("history.jsonl"));
        history.add(new Event.Begun(clock.instant(), setting.trial(), setting.seed()));
        this.database = Database.start(folder.resolve("database"));
        this.creating = new People(history, clock);
        this.receiver =
                new Receiver(
                        history, clock, setting.surroundings().manners().of(random.nextLong()));
        this.reclaims = new Reclaims(database, history, clock);
        Path zones = Zones.write(folder.resolve("zones"), new HashSet<>(load.offsets(firstOffset)));
        this.clocks = setting.surroundings().clocks() ? Clocks.in(folder.resolve("clocks")) : null;
        for (String node : Nodes.names(setting.nodes())) {
            proxies.put(node, new Proxy(database.port()));
        }
        this.nodes =
                new Nodes(
                        setting.nodes(),
                        folder,
                        name -> setting.jar().command(environment(zones, name)),
                        database,
                        history,
                        reclaims,
                        clock);
    }

    /// What a trial is made of.
    record Setting(
            String trial,
            long seed,
            ServerJar jar,
            int nodes,
            Load load,
            Surroundings surroundings) {}

    /// Creates everybody, starts every node, and sets the bell. Returns when the first are due.
    Instant begin() throws IOException, InterruptedException {
        nodes.start(nodes.names().getFirst());
        NodeProcess node = nodes.life(nodes.names().getFirst());
        node.awaitReady();
        ringAt(node, NOT_YET);
        Instant creationBegan = clock.instant();
        people = creating.create(node, load.offsets(firstOffset), today());
        Duration lead =
                LEAD_MIN.plus(Duration.between(creationBegan, clock.instant()).dividedBy(10));
        nodes.startAll();
        Instant first = clock.instant().plus(lead).truncatedTo(ChronoUnit.SECONDS);
        ringAt(node, local(first).toLocalTime());
        return first;
    }

    /// Those who were there at the beginning.
    List<Event.Person> people() {
        return people;
    }

    /// Creates one more, in the zone with this offset.
    void create(NodeProcess node, int offset) throws IOException, InterruptedException {
        creating.tryToCreate(node, offset, today());
    }

    /// The offset of the zone in which people are due first.
    int offset() {
        return firstOffset;
    }

    void sleepUntil(Instant instant) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), instant);
        while (left.isPositive()) {
            Thread.sleep(left);
            left = Duration.between(clock.instant(), instant);
        }
    }

    /// The way from this node to the database.
    Proxy proxy(String node) {
        return Objects.requireNonNull(proxies.get(node), node);
    }

    /// The clocks of the nodes.
    Clocks clocks() {
        return Objects.requireNonNull(clocks, "the clocks of this trial are true");
    }

    /// Waits until everything that was due is delivered, or for as long as that may take.
    void drain() throws InterruptedException, IOException {
        Instant until = clock.instant().plus(DRAIN_MAX);
        nodes.startAll();
        while (clock.instant().isBefore(until)) {
            try {
                if (database.unfinished() == 0) {
                    return;
                }
            } catch (SQLException _) {
                // It may be starting again.
            }
            Thread.sleep(100);
        }
    }

    /// Stops everything and writes down how the database is in the end.
    void end() throws InterruptedException, SQLException {
        reclaims.close();
        nodes.stopAll();
        creating.clearDoubts(database);
        database.state().forEach(history::add);
    }

    @Override
    public void close() throws IOException {
        nodes.killAll();
        reclaims.close();
        receiver.close();
        for (Proxy proxy : proxies.values()) {
            proxy.close();
        }
        database.close();
        history.close();
    }

    private void ringAt(NodeProcess node, LocalTime localTime)
            throws IOException, InterruptedException {
        Instant at = clock.instant();
        node.ask("PUT", "/v1/occasions/birthday", "{\"localTime\":\"" + localTime + "\"}", 200);
        history.add(new Event.Bell(at, localTime));
    }

    private Map<String, String> environment(Path zones, String node) throws IOException {
        int port = setting.surroundings().proxied() ? proxy(node).port() : database.port();
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "CARILLON_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:%d/carillon?sslmode=disable&gssEncMode=disable&ApplicationName=%s"
                        .formatted(port, node));
        environment.put("CARILLON_DATABASE_USER", database.user());
        environment.put("CARILLON_DATABASE_PASSWORD", database.password());
        environment.put("CARILLON_WEBHOOK_URL", receiver.urlFor(node));
        environment.put("CARILLON_WEBHOOK_SECRET", SECRET);
        environment.put("CARILLON_TZDATA_DIR", zones.toString());
        if (setting.surroundings().clocks()) {
            environment.putAll(clocks().environment(node));
        }
        return environment;
    }

    LocalDate today() {
        return local(clock.instant()).toLocalDate();
    }

    private OffsetDateTime local(Instant at) {
        return at.atOffset(ZoneOffset.ofTotalSeconds(firstOffset));
    }

    /// Where it is about noon, so that no trial sees midnight.
    private static int offsetOfNoon(Instant now) {
        return (12 - now.atOffset(ZoneOffset.UTC).getHour()) * 3_600;
    }
}
