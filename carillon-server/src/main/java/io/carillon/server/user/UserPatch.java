package io.carillon.server.user;

import io.carillon.calendar.AnnualDate;
import io.carillon.engine.subject.Profile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a client wants a user to be; what it does not mention stays.
record UserPatch(
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<AnnualDate> dateOfBirth,
        Optional<String> timezone) {
    /// The profile of a user of whom nothing is known yet.
    static final Profile BLANK = new Profile("Etc/UTC", Map.of(), Map.of());

    boolean isEmpty() {
        return firstName.isEmpty()
                && lastName.isEmpty()
                && dateOfBirth.isEmpty()
                && timezone.isEmpty();
    }

    Profile applyTo(Profile profile) {
        Map<String, String> dates = new HashMap<>(profile.dates());
        dateOfBirth.ifPresent(date -> dates.put(UserFields.DATE_OF_BIRTH, date.toString()));
        Map<String, String> attributes = new HashMap<>(profile.attributes());
        firstName.ifPresent(name -> attributes.put(UserFields.FIRST_NAME, name));
        lastName.ifPresent(name -> attributes.put(UserFields.LAST_NAME, name));
        return new Profile(timezone.orElse(profile.zone()), dates, attributes);
    }
}
