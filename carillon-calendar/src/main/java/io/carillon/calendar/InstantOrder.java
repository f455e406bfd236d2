package io.carillon.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Occurrences in the order of their instants, from nominal times in their own order.
///
/// The two orders differ only around a gap. A nominal time in the gap is moved by the gap's length,
/// so it meets those that far before the gap or behind it. All nominal times of that stretch are
/// resolved together and sorted; elsewhere they pass one by one.
final class InstantOrder extends Lookahead<Occurrence> {
    /// More than an offset from UTC and two of the longest gaps.
    private static final Duration LOOK_BACK = Duration.ofDays(4);

    private final Occurrences occurrences;
    private final ZoneRules rules;
    private final Iterator<LocalDateTime> times;
    private final Deque<Occurrence> ready = new ArrayDeque<>();
    private Stretch stretch = new Stretch(LocalDateTime.MIN, LocalDateTime.MIN);

    /// Local times around a gap: from `start` until before `end`.
    private record Stretch(LocalDateTime start, LocalDateTime end) {
        static Stretch around(ZoneOffsetTransition gap) {
            Duration length = gap.getDuration();
            return new Stretch(
                    gap.getDateTimeBefore().minus(length), gap.getDateTimeAfter().plus(length));
        }
    }

    InstantOrder(Occurrences occurrences, Iterator<LocalDateTime> times) {
        this.occurrences = occurrences;
        this.rules = occurrences.zone().rules();
        this.times = times;
    }

    @Override
    @Nullable Occurrence find() {
        while (ready.isEmpty() && times.hasNext()) {
            take(times.next());
        }
        return ready.poll();
    }

    private void take(LocalDateTime time) {
        if (!time.isBefore(stretch.end())) {
            stretch = stretchEndingAfter(time);
        }
        if (time.isBefore(stretch.start())) {
            resolve(time, ready);
            return;
        }
        List<Occurrence> together = new ArrayList<>();
        LocalDateTime beyond = time;
        while (beyond.isBefore(stretch.end())) {
            resolve(beyond, together);
            if (!times.hasNext()) {
                addInOrder(together);
                return;
            }
            beyond = times.next();
        }
        addInOrder(together);
        take(beyond);
    }

    private void resolve(LocalDateTime time, Collection<Occurrence> into) {
        Occurrence occurrence = occurrences.resolve(time);
        if (occurrence != null) {
            into.add(occurrence);
        }
    }

    private void addInOrder(List<Occurrence> together) {
        // The sort is stable: of those at one instant the first nominal one stays first, and rings.
        together.sort(Comparator.comparing(Occurrence::at));
        for (Occurrence occurrence : together) {
            if (ready.isEmpty() || !ready.getLast().at().equals(occurrence.at())) {
                ready.add(occurrence);
            }
        }
    }

    private Stretch stretchEndingAfter(LocalDateTime local) {
        Instant instant = local.toInstant(ZoneOffset.UTC).minus(LOOK_BACK);
        ZoneOffsetTransition next = rules.nextTransition(instant);
        while (next != null) {
            if (next.isGap() && Stretch.around(next).end().isAfter(local)) {
                return Stretch.around(next);
            }
            next = rules.nextTransition(next.getInstant());
        }
        return new Stretch(LocalDateTime.MAX, LocalDateTime.MAX);
    }
}
