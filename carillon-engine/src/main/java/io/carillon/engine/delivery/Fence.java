package io.carillon.engine.delivery;

import java.util.UUID;

/// Whose lease it is, and its number: a settlement under any other fence is refused.
public record Fence(UUID incarnation, int number) {}
