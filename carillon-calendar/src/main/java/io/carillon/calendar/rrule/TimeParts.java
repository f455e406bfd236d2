package io.carillon.calendar.rrule;

import java.util.List;

/// The parts of a rule that choose times of day. An empty list is a part that is not there.
record TimeParts(List<Integer> hours, List<Integer> minutes, List<Integer> seconds) {
    TimeParts {
        hours = List.copyOf(hours);
        minutes = List.copyOf(minutes);
        seconds = List.copyOf(seconds);
    }

    boolean areNone() {
        return hours.isEmpty() && minutes.isEmpty() && seconds.isEmpty();
    }
}
