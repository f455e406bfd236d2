package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// What `zdump` of the C library read in the bundled files: a line for each zone, with a digest of
/// all changes of its clocks from 1800 to 2100. `scripts/refresh-tzdata` writes it.
public final class Zdump {
    private Zdump() {}

    static List<String> lines() throws IOException {
        try (InputStream in = BundledFiles.open("zdump.txt")) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    /// Whether the changes of a zone, as we read them, are those that `zdump` read.
    public static boolean agreesOn(String id) throws IOException {
        return lines().contains(line(id));
    }

    /// The line as it must be for what we read.
    static String line(String id) {
        ChangeList changes = ChangeList.of(id);
        return id + " " + changes.size() + " " + changes.digest();
    }
}
