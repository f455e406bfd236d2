package io.carillon.trials.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.trials.history.Event;
import io.carillon.trials.history.Event.ClockStep;
import io.carillon.trials.history.History;
import java.io.IOException;
import java.net.URLEncoder;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// All that takes part in a trial: a database, nodes, a receiver, people, and the history.
final class World implements AutoCloseable {
    private static final String SECRET = "whsec_dHJpYWxzIGJ5IGZpcmUsIHRyaWFscyBieSBmaXJl";
    private static final LocalTime NOT_YET = LocalTime.of(23, 0);

    /// How long after the bell is set the first ones are due: that long, and a tenth of the time
    /// that it took to create them, since all of them are planned anew; and what it takes for
    /// everything to go down and come back, when it does.
    private static final Duration LEAD_MIN = Duration.ofSeconds(4);

    private static final Duration OUTAGE_TAKES_MAX = Duration.ofSeconds(25);

    private static final Duration READ_WITHIN = Duration.ofMillis(100);

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
    private final List<Integer> offsets;
    private final People creating;
    private List<Event.Person> people = List.of();

    World(Setting setting, Path folder, InstantSource clock) throws IOException {
        this.setting = setting;
        this.clock = clock;
        this.random = new Random(setting.seed());
        this.load = setting.load();
        Duration outage = setting.surroundings().outage();
        this.firstOffset = offsetAboutNoon(clock.instant().plus(outage), outage);
        Files.createDirectories(folder);
        this.history = History.begin(folder.resolve("history.jsonl"));
        history.add(new Event.Begun(clock.instant(), setting.trial(), setting.seed()));
        this.clocks =
                setting.surroundings().clocks()
                        ? Clocks.in(folder.resolve("clocks"), outage.isPositive())
                        : null;
        this.database =
                Database.start(
                        folder.resolve("database"),
                        clocks == null ? Map.of() : clocks.environment(ClockStep.DATABASE));
        this.creating = new People(history, clock);
        this.receiver =
                new Receiver(
                        history, clock, setting.surroundings().manners().of(random.nextLong()));
        this.reclaims = new Reclaims(database, history, clock);
        this.offsets = load.offsets(firstOffset, outage);
        Path zones = Zones.write(folder.resolve("zones"), new HashSet<>(offsets));
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
    Instant begin() throws IOException, InterruptedException, SQLException {
        nodes.start(nodes.names().getFirst());
        NodeProcess node = nodes.life(nodes.names().getFirst());
        node.awaitReady();
        database.noteSettlements();
        ringAt(node, NOT_YET);
        Instant creationBegan = clock.instant();
        people = creating.create(node, offsets, today());
        Duration lead =
                LEAD_MIN.plus(Duration.between(creationBegan, clock.instant()).dividedBy(10));
        if (setting.surroundings().outage().isPositive()) {
            lead = lead.plus(OUTAGE_TAKES_MAX);
        }
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

    /// Sleeps until others have just claimed what this node, which stands still, had begun to send,
    /// and have perhaps not sent it yet; whether they have. The worst moment for it to go on.
    boolean sleepUntilTakenOver(String node, Instant latest)
            throws InterruptedException, SQLException {
        List<String> lives = database.incarnations(node);
        if (lives.isEmpty() || database.heldBy(lives.getFirst()) == 0) {
            sleepUntil(latest);
            return false;
        }
        while (clock.instant().isBefore(latest)) {
            Thread.sleep(1);
            if (database.heldBy(lives.getFirst()) == 0 && database.heldAgain() > 0) {
                return true;
            }
        }
        return false;
    }

    /// The way from this node to the database.
    Proxy proxy(String node) {
        return Objects.requireNonNull(proxies.get(node), node);
    }

    /// Waits until all are planned by what is defined now.
    void awaitPlans() throws InterruptedException, SQLException {
        while (database.plannedBefore() > 0) {
            Thread.sleep(100);
        }
    }

    /// From now on the clock of this node, or of the database, is that far ahead of the true one.
    void setClock(String whose, Duration ahead) throws IOException {
        Instant at = clock.instant();
        Objects.requireNonNull(clocks, "the clocks of this trial are true").set(whose, ahead);
        history.add(new ClockStep(at, clock.instant(), whose, ahead));
    }

    /// Looks whether the database's clock is that far ahead.
    void readDatabaseClock(Duration ahead) throws IOException, SQLException {
        Instant from = clock.instant().plus(ahead).minus(READ_WITHIN);
        Instant shown = database.clock();
        Instant until = clock.instant().plus(ahead).plus(READ_WITHIN);
        if (shown.isBefore(from) || shown.isAfter(until)) {
            throw new IOException("the database's clock was set, and still shows " + shown);
        }
    }

    long seed() {
        return setting.seed();
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
    void end() throws IOException, InterruptedException, SQLException {
        reclaims.close();
        list("missed");
        nodes.stopAll();
        creating.clearDoubts(database);
        database.state().forEach(history::add);
        long otherwise = database.otherwise();
        if (otherwise > 0) {
            throw new IllegalStateException(
                    otherwise + " schedules say otherwise than their subject");
        }
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

    /// Writes down what a node lists of the deliveries in this state, page by page.
    private void list(String state) throws IOException, InterruptedException {
        NodeProcess node = nodes.life(nodes.names().getFirst());
        String path = "/v1/deliveries?limit=250&state=" + state;
        JsonNode page = node.ask("GET", path, "", 200);
        while (true) {
            for (JsonNode item : page.get("items")) {
                history.add(
                        new Event.Listed(item.get("id").asString(), item.get("state").asString()));
            }
            if (page.get("next").isNull()) {
                return;
            }
            String cursor = URLEncoder.encode(page.get("next").asString(), UTF_8);
            page = node.ask("GET", path + "&cursor=" + cursor, "", 200);
        }
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
        if (clocks != null) {
            environment.putAll(clocks.environment(node));
        }
        return environment;
    }

    LocalDate today() {
        return local(clock.instant()).toLocalDate();
    }

    /// What clocks show there then, when there was an outage before.
    private OffsetDateTime local(Instant at) {
        return at.plus(setting.surroundings().outage())
                .atOffset(ZoneOffset.ofTotalSeconds(firstOffset));
    }

    /// A whole hour, where it is about noon, so that no trial sees midnight; and where zones of
    /// that much more east and some minutes more west can be.
    private static int offsetAboutNoon(Instant now, Duration east) {
        int hour = now.atOffset(ZoneOffset.UTC).getHour();
        int eastMost = 18 - (int) east.toHours();
        return IntStream.rangeClosed(-17, Math.min(eastMost, 17))
                        .boxed()
                        .min(
                                Comparator.comparingInt(
                                        offset -> Math.abs(Math.floorMod(hour + offset, 24) - 12)))
                        .orElseThrow()
                * 3_600;
    }
}
