package io.carillon.trials.bench;

import io.carillon.engine.Tenant;
import io.carillon.trials.fire.NodeProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// Users are created and read through the real server, among many others; and, for comparison, it
/// is asked whether it is ready, which is a `SELECT 1` and no row of ours. Callers that ask that at
/// the same time share one look, so that its rate is the best that could be had.
final class Api {
    private static final int CALLERS = 8;
    private static final int QUICK_MAX = 20_000;
    private static final String USER =
            """
            {"firstName":"Ada","lastName":"Lovelace","dateOfBirth":"1990-06-15","timezone":"Europe/London"}\
            """;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final NodeProcess process;
    private final BenchDatabase database;
    private final URI server;
    private final Duration each;
    private final int residents;

    private Api(NodeProcess process, BenchDatabase database, Duration each, int residents) {
        this.process = process;
        this.database = database;
        this.server = URI.create(process.url());
        this.each = each;
        this.residents = residents;
    }

    static Figures turn(Turn turn) throws Exception {
        Duration each = Duration.ofSeconds(turn.count() <= QUICK_MAX ? 5 : 20);
        return turn.overDatabase(database -> {
            CarillonEngine.migrate(database);
            People.insert(database, Tenant.DEFAULT, Idle.residents(0, turn.count()));
            database.settle();
            NodeProcess server =
                    Server.start(
                            turn.folder().resolve("server"),
                            Server.outside(database, database.url()));
            try {
                server.awaitReady();
                Api api = new Api(server, database, each, turn.count());
                Figures figures =
                        Figures.of("%d callers, %d s each".formatted(CALLERS, each.toSeconds()));
                long created = api.run(figures);
                long missing =
                        turn.count() + created - database.number("SELECT count(*) FROM subject");
                return figures.with(Figures.LOST, Math.max(0, missing))
                        .with(Figures.TWICE, Math.max(0, -missing));
            } finally {
                server.terminate();
            }
        });
    }

    /// How many users were created.
    private long run(Figures figures) throws Exception {
        long created = measure(this::post, 201).count(); // warms all of it up
        measure(this::get, 200);
        measure(this::ready, 200);
        Answers posts = measure(this::post, 201);
        Answers gets = measure(this::get, 200);
        Answers looks = measure(this::ready, 200);
        posts.tell("POST", figures);
        gets.tell("GET", figures);
        looks.tell("SELECT 1", figures);
        double bare = looks.aSecond();
        figures.with("POST / SELECT 1", posts.aSecond() / bare)
                .with("GET / SELECT 1", gets.aSecond() / bare);
        return created + posts.count();
    }

    /// How long each took, in milliseconds, within so many seconds; and the CPU time of the
    /// server's JVM and of PostgreSQL, in clock ticks.
    private record Answers(Distribution millis, double seconds, long jvm, long pg) {
        int count() {
            return millis.count();
        }

        double aSecond() {
            return count() / seconds;
        }

        void tell(String what, Figures figures) {
            figures.with(what + " p50 ms", millis.percentile(0.5))
                    .with(what + " p95 ms", millis.percentile(0.95))
                    .with(what + " a second", aSecond())
                    .with(what + " jvm us each", jvm * Meter.MICROS_A_TICK / count())
                    .with(what + " pg us each", pg * Meter.MICROS_A_TICK / count());
        }
    }

    private interface Asking {
        HttpRequest next();
    }

    private HttpRequest post() {
        return HttpRequest.newBuilder(server.resolve("/user"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(USER))
                .build();
    }

    private HttpRequest get() {
        String id = People.idOf(ThreadLocalRandom.current().nextInt(residents));
        return HttpRequest.newBuilder(server.resolve("/user/" + id)).build();
    }

    private HttpRequest ready() {
        return HttpRequest.newBuilder(server.resolve("/health/ready")).build();
    }

    /// All are answered with this status.
    private Answers measure(Asking asking, int status) throws Exception {
        long jvm = BenchDatabase.cpuTicks(process.pid());
        long pg = database.cpuTicks();
        Queue<Double> millis = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + each.toNanos();
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                callers.add(
                        threads.submit(() -> {
                            for (long begun = System.nanoTime();
                                    begun < end;
                                    begun = System.nanoTime()) {
                                int answer =
                                        client.send(asking.next(), BodyHandlers.ofString())
                                                .statusCode();
                                if (answer != status) {
                                    throw new IllegalStateException("HTTP " + answer);
                                }
                                millis.add((System.nanoTime() - begun) / 1e6);
                            }
                            return true;
                        }));
            }
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        return new Answers(
                Distribution.of(millis.stream().mapToDouble(Double::doubleValue)),
                each.toMillis() / 1e3,
                BenchDatabase.cpuTicks(process.pid()) - jvm,
                database.cpuTicks() - pg);
    }
}
