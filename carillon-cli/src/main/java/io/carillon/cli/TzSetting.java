package io.carillon.cli;

import io.carillon.calendar.TzSnapshot;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// The tz database to compute by: in the folder that `carillon.tzdata-dir` or `CARILLON_TZDATA_DIR`
/// names, as in the server, else the one that came along.
final class TzSetting {
    private static final String PROPERTY = "carillon.tzdata-dir";
    private static final String VARIABLE = "CARILLON_TZDATA_DIR";

    private TzSetting() {}

    /// The exception's message is a sentence for the one who set it.
    static TzSnapshot read(Properties properties, Map<String, String> environment)
            throws IOException {
        String property = properties.getProperty(PROPERTY, "").strip();
        return property.isEmpty()
                ? read(VARIABLE, environment.getOrDefault(VARIABLE, "").strip())
                : read(PROPERTY, property);
    }

    private static TzSnapshot read(String name, String folder) throws IOException {
        try {
            return folder.isEmpty() ? TzSnapshot.bundled() : TzSnapshot.read(Path.of(folder));
        } catch (IOException | InvalidPathException e) {
            throw new IOException(
                    "%s is '%s', which cannot be used: %s.".formatted(name, folder, e.getMessage()),
                    e);
        }
    }
}
