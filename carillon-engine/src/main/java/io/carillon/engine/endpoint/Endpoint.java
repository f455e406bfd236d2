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

    /// What a breaker counted in another window is forgotten: its tenths are not those of this one.
    public Endpoint with(BreakerPolicy changed) {
        Health kept = changed.window().equals(policy.window()) ? health : health.uncounted();
        return new Endpoint(tenant, id, key, channel, limits, changed, kept);
    }

    public Endpoint with(Health changed) {
        return new Endpoint(tenant, id, key, channel, limits, policy, changed);
    }
}
