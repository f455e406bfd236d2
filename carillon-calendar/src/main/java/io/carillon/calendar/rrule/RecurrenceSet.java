package io.carillon.calendar.rrule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/// A rule from its DTSTART on, with the times of RDATE added and those of EXDATE left out: all the
/// nominal local times that recur, in the years 1 to 9999. Times are whole seconds.
public record RecurrenceSet(
        RecurrenceRule rule,
        LocalDateTime dtstart,
        List<LocalDateTime> rdates,
        List<LocalDateTime> exdates) {
    /// RDATE and EXDATE may come in any order, and more than once. A time that is no whole second,
    /// or a DTSTART that the calendar of the rule cannot tell, is an [IllegalArgumentException].
    public RecurrenceSet {
        rdates = ordered(rdates);
        exdates = ordered(exdates);
        requireTold(rule.scale(), dtstart);
        rdates.forEach(time -> requireTold(Scale.GREGORIAN, time));
        exdates.forEach(RecurrenceSet::requireWhole);
    }

    /// A rule alone.
    public static RecurrenceSet of(RecurrenceRule rule, LocalDateTime dtstart) {
        return new RecurrenceSet(rule, dtstart, List.of(), List.of());
    }

    /// The times at `earliest` or later, in order and each once; lazily.
    public Iterator<LocalDateTime> from(LocalDateTime earliest) {
        LocalTimes times = times(earliest);
        return times instanceof SameDays days ? days.dateTimes() : new DateTimes(times);
    }

    /// The same times as numbers.
    public LocalTimes times(LocalDateTime earliest) {
        long second = Seconds.notBefore(earliest);
        LocalTimes times =
                SameDays.areOf(rule, dtstart)
                        ? new SameDays(rule, dtstart, second)
                        : new RuleTimes(rule, dtstart, second);
        return rdates.isEmpty() && exdates.isEmpty()
                ? times
                : new SetTimes(times, seconds(rdates), seconds(exdates), second);
    }

    /// Whether two of the times may be less than two days apart; false only where none can be.
    public boolean isDense() {
        return !rdates.isEmpty() || rule.isDense();
    }

    /// Whether a time of the set, which a zone resolved to `at`, lies past an UNTIL given in UTC.
    /// Only the caller has a zone: the times end by themselves, but up to two days too late.
    public boolean isPastUntil(LocalDateTime time, Instant at) {
        return rule.untilInstant().filter(at::isAfter).isPresent() && !rdates.contains(time);
    }

    /// Whether a date is enough to name a time of the rule: it is DAILY or longer, and no part of
    /// it chooses a time of day.
    public boolean hasOneTimeADay() {
        return rule.hasOneTimeADay();
    }

    private static List<LocalDateTime> ordered(Collection<LocalDateTime> times) {
        return List.copyOf(new TreeSet<>(times));
    }

    private static long[] seconds(List<LocalDateTime> times) {
        return times.stream().mapToLong(Seconds::of).toArray();
    }

    private static void requireTold(Scale scale, LocalDateTime time) {
        requireWhole(time);
        long day = time.toLocalDate().toEpochDay();
        if (day < scale.firstDay() || day > scale.lastDay()) {
            throw new IllegalArgumentException(
                    "%s tells the days from %s to %s, and %s is none of them"
                            .formatted(
                                    scale.calendar().rscale(),
                                    Seconds.local(Seconds.startOf(scale.firstDay())).toLocalDate(),
                                    Seconds.local(Seconds.startOf(scale.lastDay())).toLocalDate(),
                                    time));
        }
    }

    private static void requireWhole(LocalDateTime time) {
        if (Seconds.notBefore(time) != Seconds.of(time)) {
            throw new IllegalArgumentException(time + " has a fraction of a second");
        }
    }
}
