package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The offset of a zone in 1800, then a line for each change of it until 2100, written as
/// `scripts/refresh-tzdata` writes what `zdump` says.
record ChangeList(List<String> lines) {
    private static final Instant START = Instant.parse("1800-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu MMM d HH:mm:ss ", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    static ChangeList of(String id) {
        ZoneRules rules = TzSnapshot.bundled().rules(id);
        List<String> lines = new ArrayList<>();
        lines.add("" + rules.getOffset(START).getTotalSeconds());
        for (ZoneOffsetTransition change = rules.nextTransition(START);
                change != null && change.getInstant().isBefore(END);
                change = rules.nextTransition(change.getInstant())) {
            lines.add(AT.format(change.getInstant()) + change.getOffsetAfter().getTotalSeconds());
        }
        return new ChangeList(lines);
    }

    int size() {
        return lines.size() - 1;
    }

    String digest() {
        try {
            String text = String.join("\n", lines) + "\n";
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
