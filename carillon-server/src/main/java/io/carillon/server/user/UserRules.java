package io.carillon.server.user;

import io.carillon.calendar.Resolution;
import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.input.FieldError;
import io.carillon.engine.subject.Profile;
import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The rule that needs a whole user: nobody is born after today, where they live.
final class UserRules {
    private final Supplier<TzSnapshot> tz;
    private final InstantSource clock;

    UserRules(Supplier<TzSnapshot> tz, InstantSource clock) {
        this.tz = tz;
        this.clock = clock;
    }

    /// The profile that a patch makes, if it is a right one; otherwise the request ends.
    Profile apply(UserPatch patch, Profile profile) {
        Profile wanted = patch.applyTo(profile);
        boolean touched = patch.dateOfBirth().isPresent() || patch.timezone().isPresent();
        if (touched && isBornAfterToday(wanted)) {
            String field =
                    patch.dateOfBirth().isPresent()
                            ? UserFields.DATE_OF_BIRTH
                            : UserFields.TIMEZONE;
            String detail = "the date of birth is after today's date in " + wanted.zone();
            throw new ProblemException(
                    Problem.ofFields(List.of(new FieldError(field, "date_in_the_future", detail))));
        }
        return wanted;
    }

    private boolean isBornAfterToday(Profile profile) {
        // A zone that the tz database has lost since has no today: the schedule is parked for that.
        Optional<LocalDate> today =
                tz.get()
                        .find(profile.zone())
                        .map(zone ->
                                Resolution.localAt(clock.instant(), zone.rules()).toLocalDate());
        return profile.date(UserFields.DATE_OF_BIRTH)
                .flatMap(date -> date.date())
                .filter(date -> today.filter(date::isAfter).isPresent())
                .isPresent();
    }
}
