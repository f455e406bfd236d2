package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CreateAllTest {
    private final Town town = Town.at("2027-06-15T00:00:00Z");

    @Test
    void each_of_many_is_stored_and_planned_in_the_order_in_which_they_came() {
        List<NewSubject> wanted =
                IntStream.range(0, 300)
                        .mapToObj(i -> person("Ada" + i, i % 2 == 0 ? "Asia/Tokyo" : "UTC"))
                        .toList();

        List<Subject> created = town.engine.subjects().createAll(wanted);

        assertThat(created)
                .extracting(it -> it.profile().attributes().get("firstName"))
                .isEqualTo(
                        wanted.stream()
                                .map(it -> it.profile().attributes().get("firstName"))
                                .toList());
        assertThat(created)
                .allSatisfy(it -> assertThat(town.engine.subjects().find(it.id())).contains(it));
        town.until("2027-06-15T00:00:00Z");
        assertThat(town.channel.sent()).hasSize(150);
        town.until("2027-06-15T09:00:00Z");
        assertThat(town.channel.sent()).hasSize(300);
    }

    @Test
    void of_many_one_of_which_has_the_ref_of_another_none_is_stored() {
        NewSubject first = named("a-1");

        assertThatThrownBy(() ->
                        town.engine
                                .subjects()
                                .createAll(List.of(named("a-2"), first, named("a-3"), first)))
                .hasMessageContaining("subject_ref");

        assertThat(town.engine.subjects().page("user", Optional.empty(), 10)).isEmpty();
        assertThat(town.engine.subjects().createAll(List.of(first))).hasSize(1);
    }

    @Test
    void of_none_nothing_is_stored() {
        assertThat(town.engine.subjects().createAll(List.of())).isEmpty();
    }

    private static NewSubject person(String firstName, String zone) {
        return new NewSubject("user", Optional.empty(), profile(firstName, zone));
    }

    private static NewSubject named(String ref) {
        return new NewSubject("user", Optional.of(ref), profile("Ada", "UTC"));
    }

    private static Profile profile(String firstName, String zone) {
        return new Profile(
                zone,
                Map.of("dateOfBirth", "1990-06-15"),
                Map.of("firstName", firstName, "lastName", "Lovelace"));
    }
}
