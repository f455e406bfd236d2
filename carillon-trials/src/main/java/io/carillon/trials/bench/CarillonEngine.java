package io.carillon.trials.bench;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.RealTime;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.EngineSettings;
import io.carillon.engine.runtime.NewSubject;
import io.carillon.engine.runtime.SubjectEdits;
import io.carillon.engine.subject.Profile;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Carillon: the engine and the store that it ships with, with its defaults. Its people are
/// inserted directly, since birthdays are not due at any millisecond that a bench may like.
final class CarillonEngine implements Contestant {
    private static final TzSnapshot TZ = TzSnapshot.bundled();
    private static final int CONNECTIONS = 24;
    private static final int CREATED_AT_ONCE = 2_000;
    private static final int CREATORS = 2;

    private final BenchDatabase database;
    private final Channel channel;
    private final String configuration;
    private final Databases databases;
    private @Nullable Engine engine;

    CarillonEngine(BenchDatabase database) {
        this(
                database,
                _ -> new Outcome.Accepted("at once"),
                "shipped defaults, a channel that accepts at once");
    }

    CarillonEngine(BenchDatabase database, Channel channel, String configuration) {
        this.database = database;
        this.channel = channel;
        this.configuration = configuration;
        this.databases = open(database);
    }

    /// Makes the tables.
    static void migrate(BenchDatabase database) {
        open(database).close();
    }

    private static Databases open(BenchDatabase database) {
        return Databases.open(database.url(), database.user(), database.password(), CONNECTIONS);
    }

    /// Of a subject's id the last twelve digits are its number.
    @Override
    public void insert(Dues dues) {
        databases
                .reference()
                .useHandle(handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO subject (slot, tenant_id, id, ref, kind, zone, dates, attributes,
                                                             version, created_at, updated_at)
                                        SELECT n * 7919 % 1024, 1,
                                               ('01900000-0000-8' || lpad(to_hex(n * 7919 % 1024), 3, '0')
                                                || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
                                               NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-06-15"}',
                                               '{"firstName": "Ada", "lastName": "Lovelace"}', 1, now(), now()
                                        FROM generate_series(:from::bigint, :end - 1) n
                                        ORDER BY 1, 3;

                                        INSERT INTO schedule (slot, tenant_id, subject_id, occasion_id, step, period,
                                                              due_at, learnt_at, same_day, expired, decided_through,
                                                              subject_version, rule_version, tzdb, parked)
                                        SELECT slot, 1, id, 1, 'day', :period,
                                               date_trunc('milliseconds',
                                                          :first + (number(id) - :from) * :step
                                                                   * interval '1 microsecond'),
                                               NULL, false, false, '2000', 1, 1, :tzdb, NULL
                                        FROM subject
                                        WHERE number(id) >= :from
                                        """
                                                .replace(
                                                        "number(id)",
                                                        "('x' || right(id::text, 12))::bit(48)::bigint"))
                                .bind("from", (long) dues.from())
                                .bind("end", (long) dues.end())
                                .bind(
                                        "period",
                                        Integer.toString(
                                                dues.first().atOffset(ZoneOffset.UTC).getYear()))
                                .bind("first", dues.first())
                                .bind("step", dues.step().toNanos() / 1_000)
                                .bind("tzdb", TZ.version())
                                .execute());
    }

    /// By the bulk call, from as many threads as the floor has.
    @Override
    public void insertAsUsersDo(Dues dues) throws Exception {
        Engine creating = engine == null ? open(_ -> {}) : engine;
        SubjectEdits subjects = creating.subjects();
        String dateOfBirth = "1990" + dues.first().toString().substring(4, 10);
        NewSubject person =
                new NewSubject(
                        "user",
                        Optional.empty(),
                        new Profile(
                                "Europe/London",
                                Map.of("dateOfBirth", dateOfBirth),
                                Map.of("firstName", "Ada", "lastName", "Lovelace")));
        AtomicInteger left = new AtomicInteger(dues.count());
        List<Future<?>> creators = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CREATORS)) {
            for (int i = 0; i < CREATORS; i++) {
                creators.add(
                        threads.submit(() -> {
                            int before = left.getAndAdd(-CREATED_AT_ONCE);
                            while (before > 0) {
                                int some = Math.min(before, CREATED_AT_ONCE);
                                subjects.createAll(Collections.nCopies(some, person));
                                before = left.getAndAdd(-CREATED_AT_ONCE);
                            }
                        }));
            }
        }
        for (Future<?> creator : creators) {
            creator.get();
        }
    }

    @Override
    public void start(Handler handler) {
        open(handler).start();
    }

    private Engine open(Handler handler) {
        Engine opened =
                Engine.live(
                        databases,
                        TZ,
                        RealTime.of(InstantSource.system()),
                        EngineSettings.ofDefaults("bench"),
                        Map.of(Engine.WEBHOOK, dispatch -> handle(handler, dispatch)));
        engine = opened;
        return opened;
    }

    @Override
    public long open() throws Exception {
        return database.number(
                """
                SELECT (SELECT count(*) FROM schedule)
                       - (SELECT count(*) FROM delivery WHERE state = 'delivered')
                """);
    }

    @Override
    public String configuration() {
        return configuration;
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        databases.close();
    }

    private Outcome handle(Handler handler, Dispatch dispatch) throws Exception {
        handler.handle(numberOf(dispatch));
        return channel.send(dispatch);
    }

    static int numberOf(Dispatch dispatch) {
        long low = dispatch.message().subject().uuid().getLeastSignificantBits();
        return (int) (low & 0xFFFF_FFFFL);
    }
}
