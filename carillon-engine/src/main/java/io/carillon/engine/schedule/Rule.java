package io.carillon.engine.schedule;

import io.carillon.calendar.Annual;
import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.Occurrences;
import io.carillon.calendar.TzSnapshot;
import io.carillon.calendar.TzZone;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.subject.Profile;
import java.util.Optional;

/// When an occasion happens for one subject.
public sealed interface Rule {
    record Planned(Occurrences occurrences, Policies policies) implements Rule {}

    /// It cannot be said when: the reason names what is missing.
    record Broken(String reason) implements Rule {}

    static Rule of(Occasion occasion, Profile profile, TzSnapshot tz) {
        Optional<TzZone> zone = tz.find(profile.zone());
        if (zone.isEmpty()) {
            return new Broken("tz database " + tz.version() + " has no zone " + profile.zone());
        }
        Optional<AnnualDate> date = profile.date(occasion.anchor());
        if (date.isEmpty()) {
            return new Broken("the subject has no date " + occasion.anchor() + " that can be read");
        }
        Policies policies = occasion.policies();
        Annual annual = new Annual(date.get(), policies.leapDay(), occasion.step().localTime());
        return new Planned(
                new Occurrences(annual, zone.get(), policies.gap(), policies.overlap()), policies);
    }
}
