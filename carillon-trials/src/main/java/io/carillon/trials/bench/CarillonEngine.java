package io.carillon.trials.bench;

import io.carillon.engine.RealTime;
import io.carillon.engine.Tenant;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.EngineSettings;
import io.carillon.engine.runtime.Installation.Added;
import io.carillon.engine.runtime.NewSubject;
import io.carillon.engine.runtime.SubjectEdits;
import io.carillon.engine.subject.Profile;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Carillon: the engine and the store that it ships with, with its defaults.
final class CarillonEngine implements Contestant {
    private static final int CONNECTIONS = 16;
    private static final int CREATED_AT_ONCE = 2_000;
    private static final int CREATORS = 2;

    private static final Added ONLY = new Added(Tenant.DEFAULT, Engine.WEBHOOK);
    private static final Channel AT_ONCE = _ -> new Outcome.Accepted("at once");

    private final BenchDatabase database;
    private final List<Added> tenants;
    private final Channel channel;
    private final String configuration;
    private final Databases databases;
    private @Nullable Engine engine;

    CarillonEngine(BenchDatabase database) {
        this(database, database.url());
    }

    /// Over the same database, by another address.
    CarillonEngine(BenchDatabase database, String url) {
        this(
                database,
                url,
                List.of(ONLY),
                AT_ONCE,
                "shipped defaults, a channel that accepts at once");
    }

    private CarillonEngine(
            BenchDatabase database,
            String url,
            List<Added> tenants,
            Channel channel,
            String configuration) {
        this.database = database;
        this.tenants = tenants;
        this.channel = channel;
        this.configuration = configuration;
        this.databases = open(url, database.user(), database.password());
    }

    /// With a channel of its own.
    static CarillonEngine sendingThrough(
            BenchDatabase database, Channel channel, String configuration) {
        return new CarillonEngine(database, database.url(), List.of(ONLY), channel, configuration);
    }

    /// With as much due for each of these.
    static CarillonEngine ofTenants(BenchDatabase database, List<Added> tenants) {
        return new CarillonEngine(
                database,
                database.url(),
                tenants,
                AT_ONCE,
                "tenants: %,d, all due at one instant".formatted(tenants.size()));
    }

    /// Makes the tables.
    static void migrate(BenchDatabase database) {
        open(database.url(), database.user(), database.password()).close();
    }

    static Databases open(String url, String user, String password) {
        return Databases.open(url, user, password, CONNECTIONS);
    }

    static Engine live(Databases databases, String name, Map<Integer, Channel> channels) {
        return Engine.live(
                databases,
                People.TZ,
                RealTime.of(InstantSource.system()),
                EngineSettings.ofDefaults(name),
                channels);
    }

    @Override
    public void insert(Dues dues) throws SQLException {
        if (tenants.size() > 1 && !dues.step().isZero()) {
            throw new IllegalArgumentException("only what is due at one instant can be spread");
        }
        int each = Math.ceilDiv(dues.count(), tenants.size());
        int done = 0;
        for (Added tenant : tenants) {
            int count = Math.min(each, dues.count() - done);
            People.insert(database, tenant.tenant(), dues.behind(done).upTo(count));
            done += count;
        }
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
        Map<Integer, Channel> channels = new HashMap<>();
        tenants.forEach(
                tenant -> channels.put(tenant.endpoint(), dispatch -> handle(handler, dispatch)));
        Engine opened = live(databases, "bench", channels);
        engine = opened;
        return opened;
    }

    @Override
    public long open() throws Exception {
        return database.open();
    }

    @Override
    public boolean isSettled() throws SQLException {
        return database.sendsNothing();
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
