package io.carillon.trials.bench;

import io.carillon.engine.database.Databases;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Installation.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is due spread over tenants, each with a definition and an endpoint of its own.
final class Tenants {
    static final String ONE = "one";
    static final String THOUSAND = "thousand";

    private Tenants() {}

    static Figures turn(Turn turn) throws Exception {
        return turn.overDatabase(database -> {
            List<Added> tenants = add(database, turn.contestant().equals(THOUSAND) ? 1_000 : 1);
            return Work.drain(turn, database, () -> CarillonEngine.ofTenants(database, tenants));
        });
    }

    private static List<Added> add(BenchDatabase database, int count) {
        try (Databases databases =
                CarillonEngine.open(database.url(), database.user(), database.password())) {
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
}
