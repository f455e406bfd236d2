package io.carillon.calendar;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// A single nominal time. Its period is that time, such as `2027-05-01T09:00`.
public record Once(LocalDateTime at) implements Recurrence {
    @Override
    public Iterator<LocalDateTime> from(LocalDateTime earliest) {
        return at.isBefore(earliest) ? Collections.emptyIterator() : List.of(at).iterator();
    }

    @Override
    public String periodOf(LocalDateTime time) {
        return time.toString();
    }

    @Override
    public boolean isDense() {
        return false;
    }
}
