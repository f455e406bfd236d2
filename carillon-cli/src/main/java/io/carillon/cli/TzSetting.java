package io.carillon.cli;

import io.carillon.calendar.TzSnapshot;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// Which tz database to compute by: the one in the folder that `carillon.tzdata-dir` or
/// `CARILLON_TZDATA_DIR` names, as in the server, else the one that came along.
record TzSetting(String name, String folder) {
    private static final String PROPERTY = "carillon.tzdata-dir";
    private static final String VARIABLE = "CARILLON_TZDATA_DIR";

    static TzSetting of(Properties properties, Map<String, String> environment) {
        String property = properties.getProperty(PROPERTY, "").strip();
        return property.isEmpty()
                ? new TzSetting(VARIABLE, environment.getOrDefault(VARIABLE, "").strip())
                : new TzSetting(PROPERTY, property);
    }

    /// How its origin is told to the operator.
    String origin() {
        return folder.isEmpty() ? "which came along" : "from %s, by %s".formatted(folder, name);
    }

    /// The exception's message is a sentence for the one who set it.
    TzSnapshot read() throws IOException {
        try {
            return folder.isEmpty() ? TzSnapshot.bundled() : TzSnapshot.read(Path.of(folder));
        } catch (IOException | InvalidPathException e) {
            throw new IOException(
                    "%s is '%s', which cannot be used: %s.".formatted(name, folder, e.getMessage()),
                    e);
        }
    }
}
