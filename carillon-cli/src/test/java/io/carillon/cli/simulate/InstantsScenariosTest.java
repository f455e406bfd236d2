package io.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What belongs to a scenario's stretch of time, and what comes first at one instant.
class InstantsScenariosTest {
    private static final String SENT = "2027 sent 2027-06-15T08:00:00Z";

    private static Life london() {
        return Life.in("Europe/London", "--06-15");
    }

    @Test
    void the_beginning_is_included_and_the_end_is_not() {
        assertThat(london().during("2027-06-15T08:00:00", "2027-06-16").rings())
                .containsExactly(SENT);
        assertThat(london().during("2027-06-15T08:00:00.000001", "2027-06-16").rings()).isEmpty();
        assertThat(london().during("2027-06-14", "2027-06-15T08:00:00").rings()).isEmpty();
        assertThat(london().during("2027-06-14", "2027-06-15T08:00:00.000001").rings())
                .containsExactly(SENT);
    }

    @Test
    void who_had_their_day_before_the_beginning_is_no_newcomer_and_not_greeted_again() {
        Life life = london().during("2027-06-15T10:00:00", "2027-06-20");

        assertThat(life.rings()).isEmpty();
        assertThat(life.moves("2027-06-15T11:00:00", "America/New_York").rings()).isEmpty();
        assertThat(life.isReallyOf("2027-06-16T11:00:00", "1990-06-18").rings()).isEmpty();
    }

    @Test
    void what_falls_before_the_beginning_only_by_a_later_move_is_owed() {
        assertThat(
                        london().during("2027-06-15T02:00:00", "2027-06-16")
                                .moves("2027-06-15T03:00:00", "Asia/Tokyo")
                                .rings())
                .containsExactly("2027 due 2027-06-15T00:00:00Z sent 2027-06-15T03:00:00Z");
    }

    @Test
    void a_firing_comes_before_every_event_of_its_instant() {
        String bell = "2027-06-15T08:00:00";
        Life life = london().during("2027-06-14", "2027-06-20");

        assertThat(life.moves(bell, "America/New_York").rings()).containsExactly(SENT);
        assertThat(
                        london().during("2027-06-14", "2027-06-20")
                                .isReallyOf(bell, "1990-06-17")
                                .rings())
                .containsExactly(SENT);
        assertThat(london().during("2027-06-14", "2027-06-20").isDeleted(bell).rings())
                .containsExactly(SENT);
        assertThat(london().during("2027-06-14", "2027-06-20").isDown(bell, "2027-06-18").rings())
                .containsExactly(SENT);
    }

    @Test
    void an_event_may_come_at_the_very_beginning() {
        assertThat(
                        london().during("2027-06-15T08:00:00", "2027-06-16")
                                .isDeleted("2027-06-15T08:00:00")
                                .rings())
                .containsExactly(SENT);
        assertThat(
                        london().during("2027-06-15T02:00:00", "2027-06-16")
                                .moves("2027-06-15T02:00:00", "Asia/Tokyo")
                                .rings())
                .containsExactly("2027 due 2027-06-15T00:00:00Z sent 2027-06-15T02:00:00Z");
    }

    @Test
    void what_an_event_makes_due_comes_before_the_next_event_of_that_instant() {
        String at = "2027-06-15T06:00:00";

        assertThat(
                        london().during("2027-06-14", "2027-06-20")
                                .moves(at, "Asia/Tokyo")
                                .moves(at, "America/New_York")
                                .rings())
                .containsExactly("2027 due 2027-06-15T00:00:00Z sent 2027-06-15T06:00:00Z");
        assertThat(
                        london().during("2027-06-14", "2027-06-20")
                                .moves(at, "America/New_York")
                                .moves(at, "Asia/Tokyo")
                                .rings())
                .containsExactly("2027 due 2027-06-15T00:00:00Z sent 2027-06-15T06:00:00Z");
        assertThat(
                        london().during("2027-06-14", "2027-06-20")
                                .isDown(at, "2027-06-15T07:00:00")
                                .moves(at, "Asia/Tokyo")
                                .moves(at, "America/New_York")
                                .rings())
                .containsExactly("2027 sent 2027-06-15T13:00:00Z");
    }

    @Test
    void events_may_be_written_in_any_order() {
        assertThat(
                        london().during("2027-06-14", "2027-06-20")
                                .moves("2027-06-15T06:00:00", "America/New_York")
                                .moves("2027-06-14T06:00:00", "Asia/Tokyo")
                                .rings())
                .containsExactly("2027 sent 2027-06-15T00:00:00Z");
    }

    @Test
    void the_zone_is_the_one_at_the_decision_and_the_order_is_that_of_the_due_instants() {
        Life life =
                london().during("2026-01-01", "2029-01-01")
                        .policy("catchUp", "ALL")
                        .policy("expiresAfter", "NEVER")
                        .moves("2026-06-15T08:00:00", "America/New_York")
                        .isDown("2027-01-01", "2028-12-01")
                        .moves("2028-12-01", "Asia/Tokyo");

        assertThat(life.deliveries().valueStream().map(one -> one.path("zone").asString()))
                .containsExactly("Europe/London", "America/New_York", "America/New_York");
        assertThat(life.deliveries().valueStream().map(one -> one.path("dueAt").asString()))
                .hasSize(3)
                .isSorted();
    }
}
