package io.carillon.engine.occasion;

/// What happens after downtime to what came due meanwhile and has not expired.
public enum CatchUp {
    /// Of several periods of one schedule the latest is sent; the earlier are missed. The default.
    LATEST,
    /// All are sent, oldest first.
    ALL,
    /// Whatever is late is missed.
    NONE
}
