package io.carillon.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The occurrences of a recurrence in one zone, under the policies for times that do not exist or
/// exist twice. Pure: the same question always has the same answer.
///
/// They come in the order of their instants. Nominal times that fall on one instant, as the clocks
/// jump over one of them, ring once, under the first.
public record Occurrences(
        Recurrence recurrence, TzZone zone, GapPolicy gap, OverlapPolicy overlap) {
    /// More than an offset from UTC and the longest gap.
    private static final long SECONDS_BACK = Duration.ofDays(3).toSeconds();

    /// Those whose nominal day is `day` or later; lazily, and without end but for the calendar's.
    public Stream<Occurrence> from(LocalDate day) {
        return stream(inOrder(day.atStartOfDay()));
    }

    /// What the first of them means that means anything, of those whose nominal day is `day` or
    /// later.
    public <T> Optional<T> first(LocalDate day, Function<Occurrence, Optional<T>> meaning) {
        return first(inOrder(day.atStartOfDay()), meaning);
    }

    /// Those that ring later than `instant`; lazily.
    public Stream<Occurrence> after(Instant instant) {
        return stream(inOrder(before(instant)))
                .dropWhile(occurrence -> !occurrence.at().isAfter(instant));
    }

    /// The first that rings later than `instant`.
    public Optional<Occurrence> next(Instant instant) {
        return first(
                inOrder(before(instant)),
                occurrence -> Optional.of(occurrence).filter(it -> it.at().isAfter(instant)));
    }

    private static <T> Optional<T> first(
            Iterator<Occurrence> all, Function<Occurrence, Optional<T>> meaning) {
        while (all.hasNext()) {
            Optional<T> found = meaning.apply(all.next());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Nullable Occurrence resolve(LocalDateTime time) {
        return switch (Resolution.of(time, zone, gap, overlap)) {
            case Resolution.Rings(var at, var local, var how) ->
                    recurrence.includes(time, at)
                            ? new Occurrence(
                                    recurrence.periodOf(time),
                                    local,
                                    at,
                                    how,
                                    recurrence.leapDayOf(time))
                            : null;
            case Resolution.Skipped() -> null;
        };
    }

    /// A local time early enough for all that rings later than `instant`. Where nominal times are
    /// rare it may be days too early, which costs less than to ask the zone.
    private LocalDateTime before(Instant instant) {
        return recurrence.isDense()
                ? Resolution.earliestAfter(instant, zone.rules())
                : LocalDateTime.ofEpochSecond(
                        instant.getEpochSecond() - SECONDS_BACK, 0, ZoneOffset.UTC);
    }

    private Iterator<Occurrence> inOrder(LocalDateTime earliest) {
        Iterator<LocalDateTime> times = recurrence.from(earliest);
        return recurrence.isDense() ? new InstantOrder(this, times) : new NominalOrder(times);
    }

    private static Stream<Occurrence> stream(Iterator<Occurrence> occurrences) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        occurrences, Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    /// Nominal times too far apart for a gap to change their order.
    private final class NominalOrder extends Lookahead<Occurrence> {
        private final Iterator<LocalDateTime> times;

        NominalOrder(Iterator<LocalDateTime> times) {
            this.times = times;
        }

        @Override
        @Nullable Occurrence find() {
            while (times.hasNext()) {
                Occurrence occurrence = resolve(times.next());
                if (occurrence != null) {
                    return occurrence;
                }
            }
            return null;
        }
    }
}
