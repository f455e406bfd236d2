package io.carillon.engine.delivery;

import java.time.Instant;
import java.util.Map;

/// All that a delivery's message is made of, fixed by the claim that made the delivery: so that
/// each attempt sends the same bytes.
public record Content(String period, Instant dueAt, boolean late, Map<String, String> inputs) {}
