package io.carillon.engine.schedule;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.Slot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// What a zone's clocks show over a fixed horizon, in 16 hex digits: two releases plan a zone alike
/// when these are equal. Names of offsets and what counts as summer time do not matter.
///
/// The horizon is fixed, so that digests of different years can be compared. It begins eleven years
/// before the first Carillon, when nothing can be owed any more (an occurrence expires after ten
/// years at the latest, or never; and what never expires is overdue by any rules), so that
/// corrections of old history move nobody; it ends where nobody plans yet.
final class TzDigest {
    static final Instant FROM = Instant.parse("2015-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2200-01-01T00:00:00Z");

    private static final int BYTES = 8;

    private TzDigest() {}

    /// The digest of every zone of a release, links included, by its id.
    static Map<String, String> ofAll(TzSnapshot tz) {
        Map<String, String> digests = new TreeMap<>();
        tz.ids().forEach(id -> digests.put(id, of(tz.rules(id))));
        return digests;
    }

    static String of(ZoneRules rules) {
        MessageDigest digest = Slot.sha256();
        add(digest, FROM, rules.getOffset(FROM).getTotalSeconds());
        ZoneOffsetTransition next = rules.nextTransition(FROM);
        while (next != null && next.getInstant().isBefore(UNTIL)) {
            add(digest, next.getInstant(), next.getOffsetAfter().getTotalSeconds());
            next = rules.nextTransition(next.getInstant());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /// A digest of all digests, which tells apart two releases of the same name.
    static String ofDigests(Map<String, String> digests) {
        MessageDigest digest = Slot.sha256();
        new TreeMap<>(digests)
                .forEach((zone, own) ->
                        digest.update((zone + ' ' + own + '\n').getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES / 2);
    }

    private static void add(MessageDigest digest, Instant at, int offset) {
        digest.update(ByteBuffer.allocate(12).putLong(at.getEpochSecond()).putInt(offset).array());
    }
}
