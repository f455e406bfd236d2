package io.carillon.engine.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.mapper.RowMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Reads columns as the types the engine speaks, and writes maps as JSON.
public final class Rows {
    private static final Logger LOG = LoggerFactory.getLogger(Rows.class);
    private static final ObjectReader TEXTS = JsonMapper.shared().readerForMapOf(String.class);
    private static final ObjectWriter JSON = JsonMapper.shared().writerFor(Map.class);

    private Rows() {}

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    public static Optional<String> maybeText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    public static Optional<LocalTime> maybeLocalTime(ResultSet row, String column)
            throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalTime.class));
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static Map<String, String> texts(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? Map.of() : texts(json);
    }

    /// The same, and none where they are not what they should be.
    public static Map<String, String> readableTexts(ResultSet row, String column)
            throws SQLException {
        String json = row.getString(column);
        return json == null ? Map.of() : readable(() -> texts(json)).orElse(Map.of());
    }

    public static Map<String, String> texts(String json) {
        return new JsonTexts(json, TEXTS.readValue(json));
    }

    /// The texts of many; none where they are not what they should be. One parser reads them all,
    /// as an array, for to make one takes longer than to read so little.
    public static List<Optional<Map<String, String>>> texts(List<String> jsons) {
        try (MappingIterator<Map<String, String>> all =
                TEXTS.readValues("[" + String.join(",", jsons) + "]")) {
            List<Optional<Map<String, String>>> read = new ArrayList<>(jsons.size());
            for (String json : jsons) {
                read.add(Optional.of(new JsonTexts(json, all.next())));
            }
            return read;
        } catch (RuntimeException _) {
            return jsons.stream().map(json -> readable(() -> texts(json))).toList();
        }
    }

    public static List<String> list(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /// Reads a row, or leaves it out where it is not what it should be: one broken row among many
    /// must not stop the others.
    public static <T> RowMapper<Optional<T>> readable(RowMapper<T> mapper) {
        return (row, context) -> {
            try {
                return Optional.of(mapper.map(row, context));
            } catch (RuntimeException e) {
                return leftOut(e);
            }
        };
    }

    private static <T> Optional<T> readable(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (RuntimeException e) {
            return leftOut(e);
        }
    }

    private static <T> Optional<T> leftOut(RuntimeException reason) {
        LOG.debug("a row that cannot be read is left out", reason);
        return Optional.empty();
    }

    public static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.getSeconds()) + duration.getNano() / 1_000;
    }

    public static String json(Map<String, String> texts) {
        return texts instanceof JsonTexts read ? read.json() : JSON.writeValueAsString(texts);
    }
}
