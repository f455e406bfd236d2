package io.carillon.calendar.golden;

import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// What the clocks of one zone do, and what becomes of a local time there.
interface Reading {
    /// Clocks that are put forward or back at an instant.
    record Change(Instant at, ZoneOffset was, ZoneOffset is) {
        /// What they would have shown without it.
        LocalDateTime before() {
            return LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, was);
        }

        LocalDateTime after() {
            return LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, is);
        }

        /// Negative when they are put back.
        Duration jump() {
            return Duration.between(before(), after());
        }

        /// A time in the middle of what is missing, or comes twice.
        LocalDateTime middle() {
            return before().plus(jump().dividedBy(2));
        }
    }

    /// The changes in a year of UTC, in order.
    List<Change> changesIn(int year);

    Resolution resolve(LocalDateTime local, GapPolicy gap, OverlapPolicy overlap);
}
