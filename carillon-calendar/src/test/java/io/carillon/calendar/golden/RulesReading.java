package io.carillon.calendar.golden;

import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.Resolution;
import io.carillon.calendar.TzZone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// By the rules that Carillon plans by.
record RulesReading(TzZone zone) implements Reading {
    @Override
    public List<Change> changesIn(int year) {
        Instant start = LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant end = LocalDate.of(year + 1, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        ZoneRules rules = zone.rules();
        List<Change> changes = new ArrayList<>();
        for (ZoneOffsetTransition next = rules.nextTransition(start.minusNanos(1));
                next != null && next.getInstant().isBefore(end);
                next = rules.nextTransition(next.getInstant())) {
            changes.add(
                    new Change(next.getInstant(), next.getOffsetBefore(), next.getOffsetAfter()));
        }
        return changes;
    }

    @Override
    public Resolution resolve(LocalDateTime local, GapPolicy gap, OverlapPolicy overlap) {
        return Resolution.of(local, zone, gap, overlap);
    }
}
