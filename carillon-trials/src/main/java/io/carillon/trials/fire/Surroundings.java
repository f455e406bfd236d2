package io.carillon.trials.fire;

import java.time.Duration;

/// What the nodes of a trial live among: a receiver of these manners, drawn by a seed; perhaps a
/// network to the database that can be disturbed, and clocks that can be set; and an outage, as
/// long as the database's clock says.
record Surroundings(MannersOf manners, boolean proxied, boolean clocks, Duration outage) {
    static final int UNHURRIED_MAX_MILLIS = 300;

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
        return new Surroundings(manners, false, false, Duration.ZERO);
    }

    Surroundings withProxies() {
        return new Surroundings(manners, true, clocks, outage);
    }

    Surroundings withClocks() {
        return new Surroundings(manners, proxied, true, outage);
    }

    /// The herd is due during the outage, one after the other, instead of at once.
    Surroundings withOutage(Duration lasting) {
        return new Surroundings(manners, proxied, true, lasting);
    }
}
