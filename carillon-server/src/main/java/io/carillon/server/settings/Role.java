package io.carillon.server.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a process does of what a node can do.
public enum Role {
    /// Serves the API, the page and the inbox; others send.
    API,
    /// Sends; serves nothing but health.
    WORKER,
    ALL;

    public boolean serves() {
        return this != WORKER;
    }

    public boolean sends() {
        return this != API;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> ofText(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
