package io.carillon.trials.history;

import static io.carillon.trials.history.History.all;
import static io.carillon.trials.history.History.last;

import io.carillon.trials.history.Event.Answer;
import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.Edit;
import io.carillon.trials.history.Event.Expiry;
import io.carillon.trials.history.Event.Listed;
import io.carillon.trials.history.Event.Message;
import io.carillon.trials.history.Event.Person;
import io.carillon.trials.history.Event.Plan;
import io.carillon.trials.history.Event.Reclaim;
import io.carillon.trials.history.Event.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Judges a history: what should have happened, by its own arithmetic, beside what did.
///
/// A request counts when its first byte came. That it came again before its acceptance was settled
/// is no fault: who dies, or loses the answer, between the two cannot know. It is counted as
/// duplicated. Afterwards it must not come, unless [Pauses] explains it.
///
/// What is due goes by the database's clock as it stood, whatever it was made to show.
public final class Checker {
    /// How long what is late is still sent, if nobody says otherwise.
    private static final Duration EXPIRES_AFTER = Duration.ofDays(2);

    private final Limits limits;
    private final DatabaseTime time;
    private final Optional<Downtime> downtime;
    private final Duration expiresAfter;
    private final boolean holds;
    private final Map<String, Expectation> expected = new LinkedHashMap<>();
    private final Map<String, List<Arrival>> arrivals;
    private final Map<Long, Answer> answers;
    private final List<Row> rows;
    private final Map<String, List<Row>> rowsOf;
    private final Map<String, Plan> plans;
    private final Set<String> listedAsMissed;
    private final List<Reclaim> reclaims;
    private final Watchers watchers;
    private final Pauses pauses;
    private final List<Finding> findings = new ArrayList<>();
    private final LinkedHashMap<String, Long> numbers = new LinkedHashMap<>();

    private Checker(List<Event> events, Limits limits) {
        this.limits = limits;
        time = new DatabaseTime(events);
        downtime =
                all(events, Event.Outage.class)
                        .map(outage -> Downtime.of(outage, time))
                        .findFirst();
        expiresAfter =
                all(events, Expiry.class)
                        .map(Expiry::expiresAfter)
                        .findFirst()
                        .orElse(EXPIRES_AFTER);
        holds = all(events, Event.Hold.class).findAny().isPresent();
        Event.Bell bell = last(events, Event.Bell.class).on(time);
        Map<String, Edit> edits =
                all(events, Edit.class)
                        .map(edit -> edit.on(time))
                        .collect(Collectors.toMap(Edit::subject, edit -> edit));
        all(events, Person.class)
                .map(person -> person.on(time))
                .forEach(person ->
                        expected.put(
                                person.subject(),
                                Expectation.of(person, bell, edits.get(person.subject()))));
        arrivals =
                all(events, Arrival.class)
                        .sorted(Comparator.comparing(Arrival::at))
                        .collect(Collectors.groupingBy(arrival -> arrival.message().subject()));
        answers =
                all(events, Answer.class)
                        .collect(Collectors.toMap(Answer::request, answer -> answer));
        rows = all(events, Row.class).toList();
        rowsOf = rows.stream().collect(Collectors.groupingBy(Row::subject));
        listedAsMissed =
                all(events, Listed.class)
                        .filter(listed -> listed.state().equals("missed"))
                        .map(Listed::id)
                        .collect(Collectors.toSet());
        plans = all(events, Plan.class).collect(Collectors.toMap(Plan::subject, plan -> plan));
        reclaims = all(events, Reclaim.class).toList();
        watchers = new Watchers(events);
        pauses = new Pauses(events, limits.explained());
        numbers.put("edits", (long) edits.size());
    }

    public static Verdict check(List<Event> events, Limits limits) {
        return new Checker(events, limits).check();
    }

    private Verdict check() {
        numbers.put("people", (long) expected.size());
        numbers.put(
                "deliveries due",
                expected.values().stream()
                        .filter(owed -> owed.mustRing() && !isMissed(owed))
                        .count());
        numbers.put("deliveries", rows.stream().filter(Row::isDelivered).count());
        everythingWasAskedFor();
        nothingIsLost();
        nothingHasTwoIds();
        nothingIsSentTwice();
        nothingIsEarly();
        nothingComesAgainAfterItsSettlement();
        everyNextYearIsPlanned();
        nothingIsLate();
        whatWasTooOldIsMissed();
        theOldestGoFirst();
        everythingMissedIsListed();
        theDeadAreReclaimedInTime();
        return new Verdict(findings, numbers);
    }

    private void everythingWasAskedFor() {
        messages()
                .forEach(message -> {
                    Expectation owed = expected.get(message.subject());
                    if (owed == null || owed.find(message).isEmpty()) {
                        find(Clause.UNASKED, message + " came; owed is " + owed);
                    }
                });
        for (Row row : rows) {
            Expectation owed = expected.get(row.subject());
            if (owed == null || !owed.isOfPeriod(row.period())) {
                find(Clause.UNASKED, row + " exists; owed is " + owed);
            }
        }
    }

    private void nothingIsLost() {
        long lost = 0;
        for (Expectation owed : expected.values()) {
            String subject = owed.person().subject();
            List<Row> deliveries = rowsOf(owed);
            boolean accepted = of(subject).anyMatch(this::isAccepted);
            boolean delivered = deliveries.stream().anyMatch(Row::isDelivered);
            boolean inDoubt = holds && deliveries.stream().anyMatch(Row::isInDoubt);
            boolean written =
                    delivered
                            || inDoubt
                            || (owed.isDeleted() && deliveries.stream().anyMatch(Row::isCancelled));
            boolean silent = owed.mustRing() && !isMissed(owed) && !inDoubt;
            if (accepted ? !written : delivered || silent) {
                lost++;
                find(
                        Clause.LOST,
                        "%s was %saccepted, and the database says %s"
                                .formatted(owed, accepted ? "" : "not ", deliveries));
            }
        }
        numbers.put("lost", lost);
    }

    private void nothingHasTwoIds() {
        Map<String, String> idOf = new HashMap<>();
        Map<String, String> occurrenceOf = new HashMap<>();
        Stream.concat(
                        messages().map(it -> List.of(it.subject() + " " + it.period(), it.id())),
                        rows.stream().map(it -> List.of(it.subject() + " " + it.period(), it.id())))
                .forEach(pair -> {
                    String occurrence = pair.get(0);
                    String id = pair.get(1);
                    String otherId = Objects.requireNonNullElse(idOf.put(occurrence, id), id);
                    String other =
                            Objects.requireNonNullElse(
                                    occurrenceOf.put(id, occurrence), occurrence);
                    if (!otherId.equals(id)) {
                        find(Clause.TWO_IDS, occurrence + " came as " + otherId + " and as " + id);
                    }
                    if (!other.equals(occurrence)) {
                        find(Clause.TWO_IDS, id + " stands for " + other + " and " + occurrence);
                    }
                });
    }

    private void nothingIsSentTwice() {
        if (!holds) {
            return;
        }
        numbers.put("in doubt", rows.stream().filter(Row::isInDoubt).count());
        numbers.put("held by the dead", reclaims.stream().mapToLong(Reclaim::held).sum());
        arrivals.values().stream()
                .filter(ofOne -> ofOne.size() > 1)
                .forEach(ofOne -> find(Clause.SENT_TWICE, ofOne.get(1) + " after " + ofOne.get(0)));
    }

    private void nothingIsEarly() {
        expected.forEach((subject, owed) ->
                of(subject)
                        .filter(arrival ->
                                time.latestBy(arrival.at())
                                        .isBefore(owed.possibleFrom(arrival.message().dueAt())))
                        .forEach(arrival -> find(Clause.EARLY, arrival + " is early: " + owed)));
    }

    private void nothingComesAgainAfterItsSettlement() {
        long explained = 0;
        long duplicated = 0;
        for (Row row : rows) {
            boolean acceptedBefore = false;
            for (Arrival arrival : of(row.subject()).toList()) {
                if (!arrival.message().id().equals(row.id())) {
                    continue;
                }
                if (acceptedBefore) {
                    duplicated++;
                }
                acceptedBefore |= isAccepted(arrival);
                boolean settled =
                        row.settledAt() != null
                                && arrival.at().isAfter(time.lastShowing(row.settledAt()));
                if (settled && pauses.explain(arrival)) {
                    explained++;
                } else if (settled) {
                    find(
                            Clause.AGAIN_AFTER_SETTLED,
                            arrival + " came after the settlement of " + row.settledAt());
                }
            }
        }
        numbers.put("duplicated", duplicated);
        numbers.put("explained", explained);
    }

    private void everyNextYearIsPlanned() {
        expected.forEach((subject, owed) -> {
            Optional<String> decided =
                    Stream.concat(
                                    of(subject).map(arrival -> arrival.message().period()),
                                    rowsOf(owed).stream()
                                            .filter(Row::isDecidedUnseen)
                                            .map(Row::period))
                            .findFirst();
            Optional<Plan> wanted =
                    owed.planned(decided).map(it -> new Plan(subject, it.period(), it.dueAt()));
            Optional<Plan> plan = Optional.ofNullable(plans.get(subject));
            if (!plan.equals(wanted)) {
                find(Clause.NEXT_YEAR, "the plan should be %s, and is %s".formatted(wanted, plan));
            }
        });
    }

    private void nothingIsLate() {
        Duration worst = Duration.ZERO;
        long dueNow = 0;
        long standstill = 0;
        for (Expectation owed : expected.values()) {
            Optional<Arrival> first = of(owed.person().subject()).findFirst();
            if (first.isEmpty()) {
                continue; // lost, or not owed: that is said elsewhere
            }
            Instant dueAt = first.get().message().dueAt();
            if (downtime.filter(it -> it.delays(dueAt)).isPresent()) {
                continue; // late because of that
            }
            dueNow++;
            Duration late = Duration.between(owed.expectedFrom(dueAt), time.at(first.get().at()));
            worst = late.compareTo(worst) > 0 ? late : worst;
            if (limits.lateness().filter(max -> late.compareTo(max) > 0).isPresent()) {
                find(Clause.LATE, first.get() + " came " + late + " after it was due");
            }
            if (pauses.isStandstill(owed.expectedFrom(dueAt))) {
                standstill++;
                if (limits.heldUp().filter(max -> late.compareTo(max) > 0).isPresent()) {
                    find(Clause.HELD_UP, first.get() + " came " + late + " after it was due");
                }
            }
        }
        if (downtime.isPresent()) {
            numbers.put("due when all nodes were back", dueNow);
        }
        if (standstill > 0) {
            numbers.put("due while a node stood still", standstill);
        }
        numbers.put("worst lateness, ms", worst.toMillis());
    }

    private void whatWasTooOldIsMissed() {
        numbers.put("missed", rows.stream().filter(Row::isMissed).count());
        for (Expectation owed : expected.values()) {
            boolean tooOld =
                    owed.owed().stream()
                            .allMatch(it ->
                                    downtime.filter(down ->
                                                    down.outlasts(
                                                            it.dueAt(),
                                                            it.dueAt().plus(expiresAfter)))
                                            .isPresent());
            boolean sent = of(owed.person().subject()).findAny().isPresent();
            if (owed.mustRing() && tooOld && (sent || !isMissed(owed))) {
                find(Clause.EXPIRED, owed + " was too old, and is " + rowsOf(owed));
            }
        }
    }

    /// Of those that were overdue when the first node began. Nodes send many at a time, each those
    /// that it has claimed, so there is some disorder; it must not grow with the backlog.
    private void theOldestGoFirst() {
        if (downtime.isEmpty()) {
            return;
        }
        List<Arrival> firsts =
                arrivals.values().stream()
                        .map(List::getFirst)
                        .filter(arrival -> downtime.get().leavesBehind(arrival.message().dueAt()))
                        .sorted(Comparator.comparing(Arrival::at))
                        .toList();
        int[] overtaken = Downtime.overtaken(firsts);
        int most = 0;
        for (int i = 0; i < overtaken.length; i++) {
            most = Math.max(most, overtaken[i]);
            if (overtaken[i] > limits.overtaken().orElse(Integer.MAX_VALUE)) {
                find(Clause.OUT_OF_ORDER, firsts.get(i) + " came before older " + overtaken[i]);
            }
        }
        numbers.put("backlog", (long) firsts.size());
        numbers.put("overtaken at most", (long) most);
        firsts.stream()
                .reduce((_, last) -> last)
                .map(last -> Duration.between(downtime.get().readyAt(), time.at(last.at())))
                .ifPresent(after -> numbers.put("backlog gone after, ms", after.toMillis()));
    }

    private void everythingMissedIsListed() {
        Set<String> missed =
                rows.stream().filter(Row::isMissed).map(Row::id).collect(Collectors.toSet());
        missed.stream()
                .filter(id -> !listedAsMissed.contains(id))
                .forEach(id -> find(Clause.UNLISTED, id + " is missed, and not listed"));
        listedAsMissed.stream()
                .filter(id -> !missed.contains(id))
                .forEach(id -> find(Clause.UNLISTED, id + " is listed as missed, and is not"));
    }

    private void theDeadAreReclaimedInTime() {
        List<Long> times = reclaims.stream().map(Reclaim::millis).sorted().toList();
        numbers.put("reclaims", (long) times.size());
        if (!times.isEmpty()) {
            numbers.put("reclaim p50, ms", times.get(times.size() / 2));
            numbers.put("reclaim max, ms", times.getLast());
            numbers.put(
                    "reclaim max by a node that was up, ms",
                    watchers.longestWhileUp(reclaims).toMillis());
        }
        limits.reclaim()
                .ifPresent(max ->
                        reclaims.stream()
                                .filter(one -> watchers.isOverdue(one, max))
                                .forEach(one -> find(Clause.RECLAIMED_LATE, one.toString())));
    }

    /// Whether this was given up as too old, and when it was.
    private boolean isMissed(Expectation owed) {
        return rowsOf(owed).stream()
                .filter(Row::isMissed)
                .anyMatch(row ->
                        owed.owed().stream()
                                .filter(it -> it.period().equals(row.period()))
                                .anyMatch(it ->
                                        row.committedAt().isAfter(it.dueAt().plus(expiresAfter))));
    }

    private List<Row> rowsOf(Expectation owed) {
        return rowsOf.getOrDefault(owed.person().subject(), List.of());
    }

    private boolean isAccepted(Arrival arrival) {
        Answer answer = answers.get(arrival.request());
        return answer != null && answer.accepts();
    }

    private Stream<Arrival> of(String subject) {
        return arrivals.getOrDefault(subject, List.of()).stream();
    }

    private Stream<Message> messages() {
        return arrivals.values().stream().flatMap(List::stream).map(Arrival::message);
    }

    private void find(Clause clause, String what) {
        findings.add(new Finding(clause, what));
    }
}
