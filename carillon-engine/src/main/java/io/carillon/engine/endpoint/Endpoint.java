package io.carillon.engine.endpoint;

/// A configured target of a channel: what it bears, when it is left alone, and how it fares. Its id
/// is its own among all tenants'.
public record Endpoint(
        int tenant,
        int id,
        String key,
        String channel,
        Limits limits,
        BreakerPolicy policy,
        Health health) {
    /// The endpoint that the built-in occasion goes to.
    public static final int WEBHOOK = 1;

    public Endpoint with(Limits changed) {
        return new Endpoint(tenant, id, key, channel, changed, policy, health);
    }

    public Endpoint with(BreakerPolicy changed) {
        return new Endpoint(tenant, id, key, channel, limits, changed, health);
    }

    public Endpoint with(Health changed) {
        return new Endpoint(tenant, id, key, channel, limits, policy, changed);
    }
}
