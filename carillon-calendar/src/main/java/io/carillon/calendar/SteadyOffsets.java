package io.carillon.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The offsets of a zone while its clocks are left alone, by stretches of 16 local days. In a
/// stretch without a change every local time exists once, under an offset that one look into an
/// array finds; the JDK's rules search for it among objects, which takes longer than all else that
/// an occurrence needs.
///
/// It only repeats what the rules say. Stretches with a change, and all before 2000 or after 2099,
/// are left to them.
final class SteadyOffsets {
    private static final int DAYS = 16;
    private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final int STRETCHES =
            (int) (LocalDate.of(2100, 1, 1).toEpochDay() - FIRST_DAY) / DAYS;

    /// More than an offset from UTC.
    private static final int MARGIN_DAYS = 2;

    private final @Nullable ZoneOffset[] offsets = new ZoneOffset[STRETCHES];

    SteadyOffsets(ZoneRules rules) {
        Instant start = midnight(FIRST_DAY - MARGIN_DAYS);
        Instant end = midnight(FIRST_DAY + (long) STRETCHES * DAYS + MARGIN_DAYS);
        ZoneOffset offset = rules.getOffset(start);
        long from = 0;
        for (ZoneOffsetTransition change = rules.nextTransition(start);
                change != null && change.getInstant().isBefore(end);
                change = rules.nextTransition(change.getInstant())) {
            LocalDateTime before = change.getDateTimeBefore();
            LocalDateTime after = change.getDateTimeAfter();
            long first = stretchOf(change.isGap() ? before : after);
            long last = stretchOf(change.isGap() ? after : before);
            fill(from, first, offset);
            fill(first, last + 1, null);
            from = Math.max(from, last + 1);
            offset = change.getOffsetAfter();
        }
        fill(from, STRETCHES, offset);
    }

    /// The only offset of a local time; null where the rules are to be asked.
    @Nullable ZoneOffset find(LocalDateTime local) {
        long stretch = stretchOf(local);
        return stretch >= 0 && stretch < STRETCHES ? offsets[(int) stretch] : null;
    }

    private void fill(long from, long to, @Nullable ZoneOffset offset) {
        int first = (int) Math.max(0, from);
        int end = (int) Math.min(STRETCHES, to);
        if (first < end) {
            Arrays.fill(offsets, first, end, offset);
        }
    }

    private static long stretchOf(LocalDateTime local) {
        return Math.floorDiv(local.toLocalDate().toEpochDay() - FIRST_DAY, DAYS);
    }

    private static Instant midnight(long epochDay) {
        return Instant.ofEpochSecond(epochDay * 86_400);
    }
}
