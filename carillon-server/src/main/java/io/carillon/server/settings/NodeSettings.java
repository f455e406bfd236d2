package io.carillon.server.settings;

/// What this process is among the nodes. `hold` asks for a start without sending, on every node.
public record NodeSettings(String name, Role role, boolean hold) {}
