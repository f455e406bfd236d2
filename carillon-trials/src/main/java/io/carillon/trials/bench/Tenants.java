package io.carillon.trials.bench;

import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Installation.Added;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carillon, with what is due spread over tenants, each with a definition and an endpoint of its
/// own.
final class Tenants implements Contestant {
    static final String ONE = "one";
    static final String THOUSAND = "thousand";

    private final BenchDatabase database;
    private final List<Added> tenants;
    private final Databases databases;
    private @Nullable Engine engine;

    private Tenants(BenchDatabase database, List<Added> tenants) {
        this.database = database;
        this.tenants = tenants;
        this.databases = open(database);
    }

    static Figures turn(Turn turn) throws Exception {
        return turn.overDatabase(database -> {
            List<Added> tenants = add(database, turn.contestant().equals(THOUSAND) ? 1_000 : 1);
            return Work.drain(turn, database, () -> new Tenants(database, tenants));
        });
    }

    private static List<Added> add(BenchDatabase database, int count) {
        try (Databases databases = open(database)) {
            return add(databases, count);
        }
    }

    /// New tenants.
    static List<Added> add(Databases databases, int count) {
        List<Added> tenants = new ArrayList<>();
        try (Engine engine = CarillonEngine.live(databases, "setup", Map.of())) {
            for (int i = 0; i < count; i++) {
                tenants.add(engine.installation().addTenant("tenant-" + i, "webhook", "webhook"));
            }
        }
        return tenants;
    }

    private static Databases open(BenchDatabase database) {
        return CarillonEngine.open(database.url(), database.user(), database.password());
    }

    @Override
    public void insert(Dues dues) throws SQLException {
        int each = Math.ceilDiv(dues.count(), tenants.size());
        int from = dues.from();
        for (Added tenant : tenants) {
            int count = Math.min(each, dues.end() - from);
            People.insert(database, tenant.tenant(), Dues.at(from, dues.first(), count));
            from += count;
        }
    }

    @Override
    public void start(Handler handler) {
        Channel channel =
                dispatch -> {
                    handler.handle(CarillonEngine.numberOf(dispatch));
                    return new Outcome.Accepted("at once");
                };
        Map<Integer, Channel> channels = new HashMap<>();
        tenants.forEach(tenant -> channels.put(tenant.endpoint(), channel));
        Engine started = CarillonEngine.live(databases, "bench", channels);
        engine = started;
        started.start();
    }

    @Override
    public long open() throws SQLException {
        return database.open();
    }

    @Override
    public boolean isSettled() throws SQLException {
        return database.sendsNothing();
    }

    @Override
    public String configuration() {
        return "tenants: %,d, all due at one instant".formatted(tenants.size());
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        databases.close();
    }
}
