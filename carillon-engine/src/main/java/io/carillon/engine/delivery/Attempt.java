package io.carillon.engine.delivery;

import java.time.Instant;

/// One try of a delivery, ended. `outcome` is what the channel said, in a word; `detail` why.
public record Attempt(
        int number, Instant startedAt, Instant endedAt, String outcome, String detail) {}
