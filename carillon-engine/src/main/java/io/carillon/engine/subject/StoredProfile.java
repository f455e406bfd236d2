package io.carillon.engine.subject;

import io.carillon.engine.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A profile as it stands in a row: its texts are JSON.
public record StoredProfile(String zone, String dates, String attributes) {
    public static StoredProfile of(Profile profile) {
        return new StoredProfile(
                profile.zone(), Rows.json(profile.dates()), Rows.json(profile.attributes()));
    }

    /// Where there is none it is one of no zone, and cannot be read.
    public static StoredProfile read(ResultSet row) throws SQLException {
        return new StoredProfile(
                Objects.requireNonNullElse(row.getString("zone"), ""),
                row.getString("dates"),
                row.getString("attributes"));
    }

    /// What it says; fails where it cannot be read.
    Profile read() {
        return new Profile(zone, Rows.texts(dates), Rows.texts(attributes));
    }

    /// What each of many says, in the same order; none where one cannot be read. All together, for
    /// to begin to read takes longer than to read so little.
    public static List<Optional<Profile>> readable(List<StoredProfile> stored) {
        List<Optional<Map<String, String>>> dates =
                Rows.texts(stored.stream().map(StoredProfile::dates).toList());
        List<Optional<Map<String, String>>> attributes =
                Rows.texts(stored.stream().map(StoredProfile::attributes).toList());
        List<Optional<Profile>> profiles = new ArrayList<>(stored.size());
        for (int i = 0; i < stored.size(); i++) {
            String zone = stored.get(i).zone();
            Optional<Map<String, String>> texts = attributes.get(i);
            profiles.add(
                    dates.get(i).flatMap(days -> texts.map(them -> new Profile(zone, days, them))));
        }
        return profiles;
    }
}
