package io.carillon.server.http;

import io.carillon.engine.Slot;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Ids as clients write them.
public final class Ids {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    /// The id, if it can be one of Carillon's at all.
    public static Optional<UUID> find(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        UUID id = UUID.fromString(text);
        try {
            Slot.of(id);
            return Optional.of(id);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // somebody else's
        }
    }
}
