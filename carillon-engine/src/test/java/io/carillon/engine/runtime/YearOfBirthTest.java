package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.subject.SubjectId;
import org.junit.jupiter.api.Test;

/// A correction of the year of birth alone leaves the day that comes round each year as it was.
class YearOfBirthTest {
    @Test
    void who_is_overdue_and_gets_a_year_of_birth_is_greeted_all_the_same() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("--06-15", "Europe/London");
        town.asleepUntil("2027-06-16T10:00:00Z");

        town.isReallyBornOn(ada, "1990-06-15");
        town.engine.round();

        assertThat(town.channel.sentAt()).containsExactly("2027-06-16T10:00:00Z");
        assertThat(town.delivery().times().late()).contains(true);
    }

    @Test
    void who_is_due_right_now_and_gets_a_year_of_birth_does_not_wait_a_year() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        town.policies(p -> Town.sameDay(p, SameDay.WAIT));
        SubjectId ada = town.person("1991-06-15", "Europe/London");
        town.asleepUntil("2027-06-15T08:00:01Z");

        town.isReallyBornOn(ada, "1990-06-15");
        town.engine.round();

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T08:00:01Z");
    }

    @Test
    void who_is_overdue_and_really_was_born_this_year_is_not_greeted() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("--06-15", "Europe/London");
        town.asleepUntil("2027-06-16T10:00:00Z");

        town.isReallyBornOn(ada, "2027-06-15");
        town.engine.round();

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T08:00:00Z");
    }
}
