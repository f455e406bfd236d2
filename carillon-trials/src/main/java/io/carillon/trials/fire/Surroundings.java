package io.carillon.trials.fire;

/// What the nodes of a trial live among: a receiver of these manners, drawn by a seed; perhaps a
/// network to the database that can be disturbed, and clocks that can be set.
record Surroundings(MannersOf manners, boolean proxied, boolean clocks) {
    static final int UNHURRIED_MAX_MILLIS = 1_000;

    /// Manners may draw at random, by a seed.
    interface MannersOf {
        Manners of(long seed);
    }

    /// Nothing but a receiver that takes a moment for each request, so that at each moment many are
    /// being sent.
    static Surroundings plain() {
        return of(seed -> Manners.unhurried(seed, UNHURRIED_MAX_MILLIS));
    }

    static Surroundings of(MannersOf manners) {
        return new Surroundings(manners, false, false);
    }

    Surroundings withProxies() {
        return new Surroundings(manners, true, clocks);
    }

    Surroundings withClocks() {
        return new Surroundings(manners, proxied, true);
    }
}
