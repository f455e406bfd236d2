package io.carillon.server.settings;

import io.carillon.calendar.TzSnapshot;
import io.carillon.server.tzdata.Tzdata;
import java.nio.file.Path;
import java.util.Optional;

/// The tz database that everything is planned by: the one in a folder, or the one that came along.
public record TimeZones(Tzdata tzdata, Optional<Path> folder) {
    static TimeZones bundled() {
        return new TimeZones(Tzdata.of(TzSnapshot.bundled()), Optional.empty());
    }

    /// How it is named to the operator at the start.
    public String shown() {
        return "tz database %s, %s"
                .formatted(
                        tzdata.atStart().version(),
                        folder.map(path -> "from " + path).orElse("which came along"));
    }
}
