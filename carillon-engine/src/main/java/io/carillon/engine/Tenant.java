package io.carillon.engine;

/// The installation's tenants. There is one for now; its id is in every key already.
public final class Tenant {
    /// The tenant named `default`.
    public static final int DEFAULT = 1;

    private Tenant() {}
}
