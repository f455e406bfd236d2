package io.carillon.engine.runtime;

import static io.carillon.engine.runtime.Town.expiresAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.time.LocalTime;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A claim has begun, and sees what was committed until then; it has not locked anything yet, for
/// somebody holds the row of its node. What is edited and committed meanwhile counts.
class ClaimRacesTest {
    private final Town town = Town.at("2027-06-14T00:00:00Z");
    private final Jdbi jdbi = town.databases.reference();
    private SubjectId ada;
    private SubjectId akira;

    @BeforeEach
    void ada_and_akira_were_to_be_greeted_a_while_ago() {
        town.policies(policies -> expiresAfter(policies, "PT45M"));
        // The definitions are known from a claim before.
        SubjectId grace = town.person("Grace", "1990-06-14", "Europe/London");
        town.until("2027-06-15T00:00:00Z");
        town.engine.subjects().erase(grace);
        ada = town.person("Ada", "1990-06-15", "Europe/London");
        akira = town.person("Akira", "1990-06-15", "Asia/Tokyo");
        town.asleepUntil("2027-06-15T08:30:00Z");
    }

    @Test
    void the_name_that_a_subject_has_got() {
        whileAClaimBegins(() -> town.isCalled(ada, "Augusta"));

        assertThat(town.channel.texts())
                .contains("Hey, Augusta Lovelace it's your birthday")
                .doesNotContain("Hey, Ada Lovelace it's your birthday");
    }

    @Test
    void the_hour_at_which_a_definition_rings_now() {
        whileAClaimBegins(() -> town.ringsAt("09:15"));

        assertThat(town.deliveries())
                .extracting(delivery -> delivery.times().dueAt())
                .containsExactlyInAnyOrder(
                        Instant.parse("2027-06-15T08:15:00Z"),
                        Instant.parse("2027-06-15T00:15:00Z"));
    }

    @Test
    void the_zone_to_which_a_subject_has_moved_where_it_is_not_too_late_yet() {
        whileAClaimBegins(() -> town.moves(akira, "Europe/London"));

        assertThat(town.channel.texts()).contains("Hey, Akira Lovelace it's your birthday");
    }

    @Test
    void the_deadline_that_a_definition_gives_now() {
        whileAClaimBegins(() ->
                town.define(occasion ->
                        occasion.with(
                                expiresAfter(occasion.policies(), "P2D"),
                                LocalTime.parse("09:15"))));

        assertThat(town.deliveries())
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.DELIVERED)
                .hasSize(2);
    }

    @Test
    void a_subject_that_was_deleted() {
        whileAClaimBegins(() -> town.engine.subjects().delete(ada));

        assertThat(town.channel.texts()).doesNotContain("Hey, Ada Lovelace it's your birthday");
        assertThat(town.engine.views().parked(10)).isEmpty();
    }

    private void whileAClaimBegins(Runnable edit) {
        CompletableFuture<Void> claim;
        try (Handle other = jdbi.open()) {
            other.begin();
            other.execute("SELECT FROM node FOR UPDATE");
            claim = CompletableFuture.runAsync(() -> town.engine.round());
            await().until(this::theClaimWaits);
            edit.run();
            other.commit();
        }
        claim.join();
        town.engine.round();
    }

    private boolean theClaimWaits() {
        return jdbi.withHandle(handle ->
                handle.createQuery(
                                """
                                SELECT EXISTS (SELECT FROM pg_stat_activity
                                               WHERE datname = current_database() AND wait_event_type = 'Lock'
                                                 AND query LIKE '%claim due schedules%')
                                """)
                        .mapTo(Boolean.class)
                        .one());
    }
}
