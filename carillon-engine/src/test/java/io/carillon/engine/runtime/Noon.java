package io.carillon.engine.runtime;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// A place where it is about noon when a test begins, so that no test by the real clock sees
/// midnight; and people who were born there, on this day of the year.
final class Noon {
    private final ZoneOffset offset =
            ZoneOffset.ofHours(
                    12 - InstantSource.system().instant().atOffset(ZoneOffset.UTC).getHour());

    LocalDateTime now() {
        return LocalDateTime.ofInstant(InstantSource.system().instant(), offset);
    }

    ZoneOffset offset() {
        return offset;
    }

    /// The signs of these ids are the other way round.
    String zone() {
        int hours = offset.getTotalSeconds() / 3_600;
        return hours == 0 ? "Etc/UTC" : "Etc/GMT" + (hours > 0 ? "-" + hours : "+" + -hours);
    }

    String dateOfBirth() {
        return "1990-" + now().toLocalDate().toString().substring(5);
    }

    SubjectId birthdayToday(SubjectEdits subjects) {
        Profile profile =
                new Profile(
                        zone(),
                        Map.of("dateOfBirth", dateOfBirth()),
                        Map.of("firstName", "Ada", "lastName", "Lovelace"));
        return subjects.create(new NewSubject("user", Optional.empty(), profile)).id();
    }

    static OccasionEdits.Changed ringsAt(OccasionEdits occasions, LocalTime localTime) {
        return occasions
                .change(
                        Occasion.BIRTHDAY,
                        occasion -> occasion.with(occasion.policies(), localTime))
                .orElseThrow();
    }
}
