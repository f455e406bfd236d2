package io.carillon.trials.history;

import io.carillon.trials.history.Event.Bell;
import io.carillon.trials.history.Event.Edit;
import io.carillon.trials.history.Event.Message;
import io.carillon.trials.history.Event.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one person is owed. An edit that was answered before the due instant leaves no doubt; one
/// that was not may have come first or second, and then what followed must fit together.
///
/// `owed` are the occurrences of which one may ring. `mustRing` says that one must.
record Expectation(
        Person person, Bell bell, @Nullable Edit edit, List<Occurrence> owed, boolean mustRing) {

    static Expectation of(Person person, Bell bell, @Nullable Edit edit) {
        Occurrence before = next(person.dateOfBirth(), person.offsetSeconds(), bell.at(), bell);
        if (edit == null) {
            return new Expectation(person, bell, null, List.of(before), true);
        }
        boolean first = edit.answeredAt().isBefore(before.dueAt());
        Stream<Occurrence> unedited = first ? Stream.empty() : Stream.of(before);
        return switch (edit.kind()) {
            case DELETED, RE_DATED -> new Expectation(person, bell, edit, unedited.toList(), false);
            case MOVED -> {
                Occurrence moved =
                        Occurrence.in(
                                Integer.parseInt(before.period()),
                                person.dateOfBirth(),
                                edit.offsetSeconds(),
                                bell.localTime());
                yield new Expectation(
                        person,
                        bell,
                        edit,
                        Stream.concat(unedited, Stream.of(moved)).toList(),
                        true);
            }
        };
    }

    /// Whether the person was deleted: then a message whose answer was lost does not go again, and
    /// is cancelled although it was accepted.
    boolean isDeleted() {
        return edit != null && edit.kind() == Edit.Kind.DELETED;
    }

    Optional<Occurrence> find(Message message) {
        return owed.stream()
                .filter(it ->
                        it.period().equals(message.period()) && it.dueAt().equals(message.dueAt()))
                .findFirst();
    }

    boolean isOfPeriod(String period) {
        return owed.stream().anyMatch(it -> it.period().equals(period));
    }

    /// From when on a message that names this due instant can be there: nobody can know of it
    /// before the request that brought it about.
    Instant possibleFrom(Instant dueAt) {
        Instant known = person.at();
        if (edit != null && !dueAt.equals(owedBefore().dueAt())) {
            known = edit.at();
        }
        return dueAt.isAfter(known) ? dueAt : known;
    }

    /// From when on one waits for a message that names this due instant.
    Instant expectedFrom(Instant dueAt) {
        Instant known = person.createdAt();
        if (edit != null && !dueAt.equals(owedBefore().dueAt())) {
            known = edit.answeredAt();
        }
        return dueAt.isAfter(known) ? dueAt : known;
    }

    /// What must be planned in the end, when this period has rung, or none; empty when nothing may
    /// be.
    Optional<Occurrence> planned(Optional<String> rung) {
        if (edit == null) {
            return Optional.of(
                    after(rung, person.dateOfBirth(), person.offsetSeconds(), bell.at()));
        }
        return switch (edit.kind()) {
            case DELETED -> Optional.empty();
            case MOVED ->
                    Optional.of(after(rung, person.dateOfBirth(), edit.offsetSeconds(), bell.at()));
            case RE_DATED ->
                    Optional.of(after(rung, edit.dateOfBirth(), edit.offsetSeconds(), edit.at()));
        };
    }

    private Occurrence owedBefore() {
        return next(person.dateOfBirth(), person.offsetSeconds(), bell.at(), bell);
    }

    private Occurrence after(
            Optional<String> rung, LocalDate dateOfBirth, int offsetSeconds, Instant from) {
        Occurrence next = next(dateOfBirth, offsetSeconds, from, bell);
        return rung.filter(period -> period.compareTo(next.period()) >= 0)
                .map(period ->
                        Occurrence.in(
                                Integer.parseInt(period) + 1,
                                dateOfBirth,
                                offsetSeconds,
                                bell.localTime()))
                .orElse(next);
    }

    private static Occurrence next(
            LocalDate dateOfBirth, int offsetSeconds, Instant from, Bell bell) {
        LocalTime localTime = bell.localTime();
        return Occurrence.from(from, dateOfBirth, offsetSeconds, localTime);
    }
}
