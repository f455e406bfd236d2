package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import io.carillon.engine.subject.SubjectId;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A hundred are due at eight, of whom a claim takes twenty, and somebody whom the database
/// refuses.
class HalvedClaimTest {
    private static final Permits PLENTY =
            new Permits(1_000, Map.of(Engine.WEBHOOK, 1_000, Engine.WEBHOOK + 1, 1_000));
    private static final int LIMIT = 20;

    /// In the past also for the database's clock, which has its say in real time.
    private final Town town = Town.at("2026-06-15T00:00:00Z");

    private final Jdbi jdbi = town.databases.reference();
    private final UUID node =
            jdbi.withHandle(handle ->
                    handle.select("SELECT incarnation FROM node").mapTo(UUID.class).one());

    HalvedClaimTest() {
        town.people(100, "1990-06-15", "Europe/London");
    }

    @AfterEach
    void nobody_is_refused_any_more() {
        jdbi.useHandle(
                handle -> handle.execute("ALTER TABLE delivery DROP CONSTRAINT IF EXISTS refused"));
    }

    @Test
    void one_of_the_backlog_is_found_however_many_are_due_just_now() {
        SubjectId refused = town.person("1990-06-15", "Europe/Paris");
        refuse("subject_id = '%s'".formatted(refused));
        town.asleepUntil("2026-06-15T08:00:00.1Z");
        Claims claims = claims();

        claims.due(node, LIMIT, PLENTY);
        claims.due(node, LIMIT, PLENTY);

        assertThat(town.engine.views().parked(10))
                .singleElement()
                .extracting(parked -> parked.key().subject())
                .isEqualTo(refused);
    }

    @Test
    void one_that_is_due_just_now_is_found_however_long_the_backlog_is() {
        SubjectId refused = town.person("1990-06-15", "Atlantic/Azores");
        refuse("subject_id = '%s'".formatted(refused));
        town.asleepUntil("2026-06-15T09:00:00.1Z");

        claims().due(node, LIMIT, PLENTY);

        assertThat(town.engine.views().parked(10))
                .singleElement()
                .extracting(parked -> parked.key().subject())
                .isEqualTo(refused);
    }

    @Test
    void one_in_the_share_of_another_tenant_makes_a_claim_of_a_crowd_half_as_large() {
        int neighbour = town.neighbour(3, "1990-06-15", "Europe/London");
        refuse("tenant_id = %d".formatted(neighbour));
        town.asleepUntil("2026-06-15T08:00:00.1Z");

        assertThat(claims().due(node, LIMIT, PLENTY).count()).isEqualTo(LIMIT / 2);
    }

    private void refuse(String which) {
        jdbi.useHandle(handle ->
                handle.execute(
                        "ALTER TABLE delivery ADD CONSTRAINT refused CHECK (NOT (%s))"
                                .formatted(which)));
    }

    private Claims claims() {
        TzInUse tz =
                new TzInUse(TzReleases.adopt(jdbi, TzSnapshot.bundled(), town.clock.instant()));
        return new Claims(jdbi, tz, town.inRealTime(), _ -> {});
    }
}
