package io.carillon.calendar;

import io.carillon.calendar.tzif.TzifException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// A compiled tz database, unread: the content of each zone's file by its id, and the index.
record TzFiles(Map<String, byte[]> zones, TzIndex index) {
    /// The release's name; without an index one that is made of all content.
    String version() {
        return index.version().orElseGet(this::digest);
    }

    /// For every id the id of the zone that it is. By the index, if there is one: a link is its
    /// target, unless it has a file of its own that says otherwise. Else ids with the same content
    /// are one zone, the first of them in the alphabet.
    Map<String, String> canonicalIds() throws TzifException {
        return index.isEmpty() ? byContent() : byLinks();
    }

    private Map<String, String> byLinks() throws TzifException {
        Map<String, String> canonical = new HashMap<>();
        zones.keySet().forEach(id -> canonical.put(id, id));
        for (String link : index.links().keySet()) {
            String target = index.target(link);
            byte[] own = zones.get(link);
            byte[] meant = zones.get(target);
            if (meant != null && (own == null || Arrays.equals(own, meant))) {
                canonical.put(link, target);
            }
        }
        return canonical;
    }

    private Map<String, String> byContent() {
        Map<String, String> firsts = new HashMap<>();
        Map<String, String> canonical = new HashMap<>();
        new TreeMap<>(zones)
                .forEach((id, content) -> {
                    String letters = new String(content, StandardCharsets.ISO_8859_1);
                    firsts.putIfAbsent(letters, id);
                    canonical.put(id, firsts.getOrDefault(letters, id));
                });
        return canonical;
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(zones)
                    .forEach((id, content) -> {
                        digest.update(
                                (id + "\0" + content.length + "\0")
                                        .getBytes(StandardCharsets.UTF_8));
                        digest.update(content);
                    });
            return "sha256-" + HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
