package io.carillon.engine.runtime;

import io.carillon.engine.Tenant;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import org.jdbi.v3.core.Jdbi;

/// Adds tenants and endpoints to an installation. Ids are given out upwards and never again; an
/// endpoint's channel is handed to the engine under its id.
public final class Installation {
    private final Jdbi jdbi;
    private final HealthRound health;

    Installation(Jdbi jdbi, HealthRound health) {
        this.jdbi = jdbi;
        this.health = health;
    }

    /// A new tenant with an endpoint and a birthday of its own, as the default one has it, that
    /// goes there.
    public record Added(int tenant, int endpoint) {}

    public Added addTenant(String name, String endpointKey, String channel) {
        Added added =
                jdbi.inTransaction(handle -> {
                    int tenant = Occasions.insertTenant(handle, name);
                    int endpoint = Endpoints.insert(handle, tenant, endpointKey, channel);
                    Occasions.copy(handle, Tenant.DEFAULT, Occasion.BIRTHDAY, tenant, endpoint);
                    return new Added(tenant, endpoint);
                });
        health.follow();
        return added;
    }
}
