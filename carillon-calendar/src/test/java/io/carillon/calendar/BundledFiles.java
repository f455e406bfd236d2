package io.carillon.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the archive holds that Carillon brings along, by name.
public final class BundledFiles {
    static final Map<String, byte[]> ALL = read();

    /// The zones' files alone.
    static final Map<String, byte[]> ZONES = zones();

    private BundledFiles() {}

    /// The file of a zone, under its own id.
    public static byte[] zone(String id) {
        return Objects.requireNonNull(ZONES.get(id), id);
    }

    private static Map<String, byte[]> zones() {
        Map<String, byte[]> zones = new TreeMap<>(ALL);
        zones.keySet().removeIf(name -> name.equals("SOURCE") || name.equals("tzdata.zi"));
        return zones;
    }

    private static Map<String, byte[]> read() {
        try (InputStream archive = open("tzdata.tar.gz")) {
            Map<String, byte[]> files = TzArchive.unpack(archive);
            return new TreeMap<>(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream open(String resource) {
        @Nullable InputStream in = TzSnapshot.class.getResourceAsStream(resource);
        if (in == null) {
            throw new AssertionError(resource + " is missing");
        }
        return in;
    }
}
