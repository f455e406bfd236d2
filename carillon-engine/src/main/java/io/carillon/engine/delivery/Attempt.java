package io.carillon.engine.delivery;

import java.time.Instant;
import java.util.Optional;

/// One try of a delivery, ended. `outcome` is what the channel said, in a word; `detail` why. When
/// the attempt began is not known of every one that its node did not live to end.
public record Attempt(
        int number, Optional<Instant> startedAt, Instant endedAt, String outcome, String detail) {}
