package io.carillon.calendar.tzif;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table and the footer that goes on after it, as rules of the JDK.
///
/// The JDK's rules have traps that they do not check. Without a change in their list they ignore
/// the yearly rules; in the years of that list they find the change before an instant only if the
/// list is complete to the end of its last year; and local times are looked up by binary search, in
/// the hope that they rise. So the footer's changes are written out to the end of the year after
/// the table's last, and a file whose local times do not rise is refused.
///
/// A footer that yearly rules cannot say exactly is written out to the end of the year
/// [#WRITTEN_OUT_UNTIL]; later its last offset holds. No zone of the tz database has one.
final class Timeline {
    /// The years in which clocks change. What is older counts as the offset before everything, and
    /// a footer without a table begins here.
    private static final int YEAR_MIN = 1;

    private static final int YEAR_MAX = 9_999;
    private static final int WRITTEN_OUT_UNTIL = 2_500;

    private final List<Change> changes = new ArrayList<>();
    private ZoneOffset first;
    private ZoneOffset offset;
    private long last = startOf(YEAR_MIN) - 1;
    private List<ZoneOffsetTransitionRule> lastRules = List.of();

    private Timeline(ZoneOffset first) {
        this.first = first;
        this.offset = first;
    }

    static ZoneRules rules(Table table, Optional<Footer> footer) throws Malformed {
        Timeline timeline = new Timeline(table.first());
        for (Table.Entry entry : table.entries()) {
            timeline.add(entry);
        }
        if (footer.isPresent()) {
            timeline.goOnWith(footer.get());
        }
        return timeline.rules();
    }

    static long startOf(int year) {
        return LocalDate.ofYearDay(year, 1).toEpochDay() * 86_400;
    }

    private void add(Table.Entry entry) throws Malformed {
        if (entry.at() >= startOf(YEAR_MAX + 1)) {
            throw new Malformed("has a change later than the year " + YEAR_MAX);
        }
        if (entry.at() < startOf(YEAR_MIN)) {
            first = entry.offset();
        } else {
            last = entry.at();
            if (!entry.offset().equals(offset)) {
                changes.add(new Change(last, offset, entry.offset()));
            }
        }
        offset = entry.offset();
    }

    private void goOnWith(Footer footer) throws Malformed {
        if (last < startOf(YEAR_MIN)) {
            offset = footer.offsetAt(last);
            first = offset;
        }
        lastRules = LastRules.of(footer);
        int next = Instant.ofEpochSecond(last).atOffset(ZoneOffset.UTC).getYear() + 1;
        int until = lastRules.isEmpty() ? Math.max(next, WRITTEN_OUT_UNTIL) : next;
        List<Change> ahead = footer.changes(last, startOf(until + 1));
        if (!footer.offsetAt(last).equals(offset)) {
            // Slim files end too early where a rule began in mid-season (America/Ojinaga in October
            // 2022): the last offset then holds until the footer comes to it, as in zic's own
            // reader.
            if (ahead.isEmpty() || !ahead.getFirst().after().equals(offset)) {
                throw new Malformed(
                        "has a footer that contradicts its table at "
                                + Instant.ofEpochSecond(last));
            }
            ahead.removeFirst();
        }
        changes.addAll(ahead);
    }

    private ZoneRules rules() throws Malformed {
        for (int i = 1; i < changes.size(); i++) {
            Change before = changes.get(i - 1);
            Change change = changes.get(i);
            if (change.shownFirst().isBefore(before.shownLast())) {
                throw new Malformed(
                        "changes its clocks at %s and too soon again at %s: local times would not rise"
                                .formatted(before.instant(), change.instant()));
            }
        }
        return changes.isEmpty()
                ? ZoneRules.of(first)
                : ZoneRules.of(
                        first,
                        first,
                        List.of(),
                        changes.stream().map(Change::transition).toList(),
                        lastRules);
    }
}
