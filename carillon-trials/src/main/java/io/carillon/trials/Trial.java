package io.carillon.trials;

import java.io.IOException;

/// A proof that is too long for `./carillon test`.
@FunctionalInterface
public interface Trial {
    /// Runs it from beginning to end, whatever it finds on the way.
    TrialResult run(TrialOptions options) throws IOException, InterruptedException;
}
