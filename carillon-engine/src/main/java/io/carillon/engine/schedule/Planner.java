package io.carillon.engine.schedule;

import io.carillon.calendar.Annual;
import io.carillon.calendar.Occurrence;
import io.carillon.calendar.Occurrences;
import io.carillon.calendar.Resolution;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.schedule.Due.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Decides what a schedule owes next. Pure: no clock, no SQL.
///
/// The next period is the smallest one after the last decided that is due in the future, or that is
/// overdue and still owed. What is owed depends on the change. A new date owes nothing that has
/// passed, but for this very local day and for what it leaves as it was, as a correction of the
/// year of birth does. Every other change (a zone, a rule, a tz database) owes what was owed before
/// it, so that no move makes anyone miss out.
public final class Planner {
    /// No zone's date is further than a day from UTC's, and 29 February may be kept a day later.
    private static final int DAYS_BACK = 3;

    private Planner() {}

    /// Why a plan is made.
    public enum Change {
        /// The subject or the occasion was just created, or its date corrected.
        NEW_DATE,
        /// Anything else changed.
        ADJUSTMENT
    }

    public static Optional<Due> plan(
            Occurrences occurrences, Policies policies, Cursor cursor, Change change, Instant now) {
        if (cursor.due().filter(due -> due.standing() == Standing.EXPIRED).isPresent()
                && change == Change.ADJUSTMENT) {
            return cursor.due(); // decided to be missed; its claim will record it and go on
        }
        Optional<Due> unmoved =
                cursor.due()
                        .filter(due -> due.at().isBefore(now))
                        .filter(due -> isAmong(occurrences, due));
        if (unmoved.isPresent()) {
            return unmoved;
        }
        LocalDate today = Resolution.localAt(now, occurrences.zone().rules()).toLocalDate();
        Optional<Due> owed = change == Change.ADJUSTMENT ? cursor.due() : Optional.empty();
        LocalDate from =
                owed.map(due -> Annual.dayOf(due.period()))
                        .filter(today::isAfter)
                        .orElse(today)
                        .minusDays(DAYS_BACK);

        return occurrences.first(
                from,
                occurrence ->
                        cursor.decided(occurrence.period())
                                ? Optional.empty()
                                : due(occurrence, occurrences, policies, owed, change, today, now));
    }

    private static boolean isAmong(Occurrences occurrences, Due due) {
        return occurrences
                .first(
                        Annual.dayOf(due.period()).minusDays(DAYS_BACK),
                        occurrence ->
                                occurrence.period().compareTo(due.period()) < 0
                                        ? Optional.empty()
                                        : Optional.of(occurrence))
                .filter(occurrence -> occurrence.period().equals(due.period()))
                .filter(occurrence -> occurrence.at().equals(due.at()))
                .isPresent();
    }

    private static Optional<Due> due(
            Occurrence occurrence,
            Occurrences occurrences,
            Policies policies,
            Optional<Due> owed,
            Change change,
            LocalDate today,
            Instant now) {
        if (!occurrence.at().isBefore(now)) {
            return Optional.of(Due.future(occurrence.period(), occurrence.at()));
        }
        return switch (change) {
            case ADJUSTMENT ->
                    owed.filter(due -> occurrence.period().compareTo(due.period()) >= 0)
                            .map(due -> overdue(due, occurrence, occurrences, policies, now));
            case NEW_DATE ->
                    policies.sameDay() == SameDay.SEND
                                    && occurrence.local().toLocalDate().equals(today)
                            ? Optional.of(sameDay(occurrence, now))
                            : Optional.empty();
        };
    }

    /// What follows a period that has just been decided.
    public static Optional<Due> following(Occurrences occurrences, String period) {
        return occurrences.first(
                Annual.dayOf(period),
                occurrence ->
                        occurrence.period().compareTo(period) > 0
                                ? Optional.of(Due.future(occurrence.period(), occurrence.at()))
                                : Optional.empty());
    }

    private static Due overdue(
            Due owed,
            Occurrence occurrence,
            Occurrences occurrences,
            Policies policies,
            Instant now) {
        boolean sameDay =
                occurrence.period().equals(owed.period()) && owed.standing() == Standing.SAME_DAY;
        boolean expired =
                !sameDay
                        && policies.expiresAfter()
                                .of(occurrence.at(), occurrences.zone().rules())
                                .filter(now::isAfter)
                                .isPresent();
        Standing standing =
                expired ? Standing.EXPIRED : sameDay ? Standing.SAME_DAY : Standing.REGULAR;
        return new Due(occurrence.period(), occurrence.at(), Optional.of(now), standing);
    }

    private static Due sameDay(Occurrence occurrence, Instant now) {
        return new Due(occurrence.period(), occurrence.at(), Optional.of(now), Standing.SAME_DAY);
    }
}
