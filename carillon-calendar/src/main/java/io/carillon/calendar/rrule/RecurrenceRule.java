package io.carillon.calendar.rrule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A recurrence rule of RFC 5545 §3.3.10, with RSCALE and SKIP of RFC 7529. Immutable; two are
/// equal when they are written alike in [#toString()].
///
/// Calendars are GREGORIAN and those that [io.carillon.calendar.chronology.CalendarSystem] has.
public final class RecurrenceRule {
    private final Frequency frequency;
    private final int interval;
    private final DayOfWeek weekStart;
    private final Scale scale;
    private final End end;
    private final DayParts dayParts;
    private final TimeParts timeParts;
    private final List<Integer> setPositions;
    private final String text;

    RecurrenceRule(
            Frequency frequency,
            int interval,
            DayOfWeek weekStart,
            Scale scale,
            End end,
            DayParts dayParts,
            TimeParts timeParts,
            List<Integer> setPositions) {
        this.frequency = frequency;
        this.interval = interval;
        this.weekStart = weekStart;
        this.scale = scale;
        this.end = end;
        this.dayParts = dayParts;
        this.timeParts = timeParts;
        this.setPositions = List.copyOf(setPositions);
        this.text = RuleWriter.write(this);
    }

    /// Reads a rule such as `FREQ=MONTHLY;BYDAY=-1FR`, of at most 4,096 characters: parts in any
    /// order, letters of either case, `RRULE:` in front or not. Blanks, line ends and parts of
    /// other names are refused, as is whatever the RFCs forbid: a [RecurrenceRuleException] names
    /// the part, the position, and what would be right.
    public static RecurrenceRule parse(String text) {
        return RuleParser.parse(text);
    }

    /// How long an interval is.
    public Frequency frequency() {
        return frequency;
    }

    /// The end, when it was given in UTC. Which local time that is, only a zone knows: whoever has
    /// one drops what [RecurrenceSet#isPastUntil(java.time.LocalDateTime, Instant)] says.
    public Optional<Instant> untilInstant() {
        return end instanceof End.AtInstant(var instant) ? Optional.of(instant) : Optional.empty();
    }

    /// Whether a date is enough to name one of its times: DAILY or longer, and no part that chooses
    /// a time of day.
    boolean hasOneTimeADay() {
        return !frequency.isFinerThanDaily() && timeParts.areNone();
    }

    /// Whether two of its times may be less than two days apart.
    boolean isDense() {
        boolean everyOtherDay = frequency == Frequency.DAILY && interval > 1;
        boolean longer = frequency.compareTo(Frequency.DAILY) > 0;
        return !hasOneTimeADay() || !(everyOtherDay || dayParts.areFarApart(longer));
    }

    int interval() {
        return interval;
    }

    DayOfWeek weekStart() {
        return weekStart;
    }

    Scale scale() {
        return scale;
    }

    End end() {
        return end;
    }

    DayParts dayParts() {
        return dayParts;
    }

    TimeParts timeParts() {
        return timeParts;
    }

    List<Integer> setPositions() {
        return setPositions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecurrenceRule rule && text.equals(rule.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// The rule in its canonical form, which [#parse(String)] reads back: parts in a fixed order,
    /// what goes without saying left out, lists sorted from the start of what they count in.
    @Override
    public String toString() {
        return text;
    }
}
