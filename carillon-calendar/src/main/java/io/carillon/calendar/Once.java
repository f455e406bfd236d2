package io.carillon.calendar;

import java.time.LocalDateTime;
import java.util.stream.Stream;

/// A single nominal time. Its period is that time, such as `2027-05-01T09:00`.
public record Once(LocalDateTime at) implements Recurrence {
    @Override
    public Stream<NominalTime> from(LocalDateTime earliest) {
        return at.isBefore(earliest)
                ? Stream.empty()
                : Stream.of(NominalTime.plain(at.toString(), at));
    }

    @Override
    public boolean isDense() {
        return false;
    }
}
