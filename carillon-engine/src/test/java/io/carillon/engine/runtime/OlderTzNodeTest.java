package io.carillon.engine.runtime;

import static io.carillon.engine.runtime.TzUpdateTest.LATER;
import static io.carillon.engine.runtime.TzUpdateTest.NEW;
import static io.carillon.engine.runtime.TzUpdateTest.OLD;
import static io.carillon.engine.runtime.TzUpdateTest.VANCOUVER;
import static io.carillon.engine.runtime.TzUpdateTest.moves;
import static io.carillon.engine.runtime.TzUpdateTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What becomes of people while one of two nodes has an older tz database.
class OlderTzNodeTest {
    @Test
    void a_node_with_an_older_release_leaves_newer_plans_alone_and_rings_by_them() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        SubjectId ada = town.person("1990-12-15", VANCOUVER);
        town.engine.replaceTz(NEW.snapshot());
        town.engine.round();
        String planned = row(town, ada);

        Engine older = town.another(OLD.snapshot());
        older.round();

        assertThat(row(town, ada)).isEqualTo(planned);

        town.clock.set(Instant.parse("2026-12-15T16:00:00Z"));
        older.round();

        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T16:00:00Z");
        assertThat(row(town, ada)).contains("2026a");
    }

    @Test
    void what_an_older_node_plans_is_planned_anew_two_days_before_it_is_due() {
        Town town = Town.at("2026-12-10T00:00:00Z", NEW.snapshot());
        town.engine.round();
        Engine older = town.another(OLD.snapshot());
        SubjectId ada = town.person(older, "Ada", "1990-12-15", VANCOUVER);

        town.downUntil("2026-12-13T16:59:00Z");
        assertThat(town.next(ada)).isEqualTo("2026 at 2026-12-15T17:00:00Z");

        town.downUntil("2026-12-13T17:00:00Z");
        assertThat(town.next(ada)).isEqualTo("2026 at 2026-12-15T16:00:00Z");
    }

    @Test
    void what_an_older_node_plans_is_found_of_every_tenant() {
        Town town = Town.at("2026-12-10T00:00:00Z", NEW.snapshot());
        int tenant = town.neighbour(0, "1990-12-15", VANCOUVER);
        town.engine.round();
        Engine older = town.another(OLD.snapshot());
        Town.person(older.subjects(tenant), "Ada", "1990-12-15", VANCOUVER);
        Town.person(older.subjects(), "Ada", "1990-12-15", VANCOUVER);

        town.downUntil("2026-12-13T17:00:00Z");
        town.until("2026-12-20T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T16:00:00Z");
        assertThat(town.neighbours.sentAt()).containsExactly("2026-12-15T16:00:00Z");
    }

    @Test
    void a_claim_that_meets_a_plan_of_an_older_node_plans_anew_instead_of_ringing() {
        Town town = Town.at("2026-12-15T16:59:40Z", LATER.snapshot());
        Engine older = town.another(OLD.snapshot());
        town.engine.round();
        town.person(older, "Ada", "1990-12-15", VANCOUVER);

        town.until("2026-12-15T17:00:10Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(moves(town)).hasSize(1);

        town.until("2026-12-15T19:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T18:00:00Z");
    }

    @Test
    void whose_zone_an_older_node_does_not_know_is_brought_back_by_a_newer_one() {
        Town town = Town.at("2026-12-15T00:00:00Z", NEW.snapshot());
        Engine older = town.another(OLD.without(VANCOUVER).snapshot());
        town.person("1990-12-15", VANCOUVER);
        town.neighbour(1, "1990-12-15", VANCOUVER);
        town.engine.round();

        town.clock.set(Instant.parse("2026-12-15T16:00:00Z"));
        older.round();
        assertThat(town.engine.views().parked(10)).hasSize(1);
        town.engine.round();

        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T16:00:00Z");
        assertThat(town.neighbours.sentAt()).containsExactly("2026-12-15T16:00:00Z");
    }
}
