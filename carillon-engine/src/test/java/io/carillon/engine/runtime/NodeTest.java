package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Attempt;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.subject.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two lives over one database, with clocks in hand: who may send, and who takes over from whom.
class NodeTest {
    private final Databases databases = TestDatabase.empty();
    private final VirtualClock clock = new VirtualClock(Instant.parse("2027-06-15T08:00:00Z"));
    private final RecordingChannel channel = new RecordingChannel(clock);
    private final Machine first = new Machine();
    private final Machine second = new Machine();

    @Test
    void what_a_dead_node_had_leased_goes_again_under_the_same_id() {
        Engine dying =
                engine(
                        first,
                        dispatch -> {
                            throw new Killed();
                        });
        aBirthday(dying);
        killedIn(dying);
        Engine survivor = engine(second, channel);

        survivor.beat();
        second.passes(Duration.ofSeconds(7));
        survivor.beat();
        survivor.round();

        assertThat(channel.sent()).hasSize(1);
        assertThat(channel.sent().getFirst().dispatch().attempt()).isEqualTo(2);
        assertThat(survivor.views().deliveries(Optional.empty(), Optional.empty(), 10))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
                    assertThat(survivor.views().history(delivery))
                            .extracting(Attempt::detail)
                            .containsExactly("its node died", "HTTP 200");
                });
    }

    @Test
    void the_attempt_of_a_dead_node_began_when_it_was_claimed_and_ended_when_that_was_noticed() {
        Engine dying =
                engine(
                        first,
                        dispatch -> {
                            throw new Killed();
                        });
        aBirthday(dying);
        killedIn(dying);
        Engine survivor = engine(second, channel);

        noticesTheDeath(survivor, "2027-06-15T08:00:09Z");

        assertThat(survivor.views().history(only(survivor)).getFirst())
                .isEqualTo(
                        new Attempt(
                                1,
                                Optional.of(Instant.parse("2027-06-15T08:00:00Z")),
                                Instant.parse("2027-06-15T08:00:09Z"),
                                "unknown",
                                "its node died"));
    }

    @Test
    void of_a_later_attempt_of_a_dead_node_the_beginning_is_not_known() {
        Engine[] dying = new Engine[1];
        int[] tries = {0};
        dying[0] =
                engine(
                        first,
                        dispatch -> {
                            if (tries[0]++ > 0) {
                                throw new Killed();
                            }
                            return Outcome.Unavailable.because("HTTP 503");
                        });
        aBirthday(dying[0]);
        dying[0].round();
        clock.set(Instant.parse("2027-06-15T08:00:02Z"));
        killedIn(dying[0]);
        Engine survivor = engine(second, channel);

        noticesTheDeath(survivor, "2027-06-15T08:00:09Z");

        assertThat(survivor.views().history(only(survivor)))
                .extracting(Attempt::detail, Attempt::startedAt)
                .startsWith(
                        tuple("HTTP 503", Optional.of(Instant.parse("2027-06-15T08:00:00Z"))),
                        tuple("its node died", Optional.empty()));
    }

    @Test
    void a_node_that_beats_is_not_taken_for_dead_however_long_it_takes() {
        Engine slow =
                engine(
                        first,
                        dispatch -> {
                            throw new Killed();
                        });
        aBirthday(slow);
        killedIn(slow);
        Engine other = engine(second, channel);

        for (int i = 0; i < 10; i++) {
            slow.beat();
            other.beat();
            second.passes(Duration.ofSeconds(4));
        }
        other.round();

        assertThat(channel.sent()).isEmpty();
    }

    @Test
    void a_node_that_beats_just_before_it_is_declared_dead_lives_on() {
        Engine slow = engine(first, channel);
        Engine other = engine(second, channel);
        other.beat();
        second.passes(Duration.ofSeconds(8));

        second.afterReadings(4, slow::beat); // two for its own beat, two around its look
        other.beat();

        assertThat(number("SELECT count(*) FROM node")).isEqualTo(2);
    }

    @Test
    void the_time_that_a_look_at_the_others_takes_is_not_their_silence() {
        Engine healthy = engine(first, channel);
        Engine other = engine(second, channel);

        // Two for its own beat, one before it asks.
        second.afterReadings(3, () -> second.passes(Duration.ofSeconds(8)));
        other.beat();
        second.passes(Duration.ofSeconds(1));
        other.beat();

        assertThat(number("SELECT count(*) FROM node")).isEqualTo(2);
        assertThat(healthy.lease().getAsBoolean()).isTrue();
    }

    @Test
    void while_the_database_is_away_silence_says_nothing() {
        engine(first, channel);
        Engine other = engine(second, channel);
        other.beat();
        second.passes(Duration.ofSeconds(4));
        // Two for its own beat, two to see whether that counts, one before it asks.
        second.afterReadings(5, () -> second.passes(Duration.ofSeconds(3)));
        other.beat();

        second.passes(Duration.ofSeconds(6));
        other.beat();
        assertThat(number("SELECT count(*) FROM node")).isEqualTo(2);

        second.passes(Duration.ofSeconds(2));
        other.beat();
        assertThat(number("SELECT count(*) FROM node")).isEqualTo(1);
    }

    @Test
    void a_node_that_is_suspended_again_while_it_beats_does_not_trust_that_beat() {
        Engine engine = engine(first, channel);
        aBirthday(engine);
        first.isSuspended(Duration.ofHours(1));

        // Two find the clocks apart, two begin the beat.
        first.afterReadings(4, () -> first.isSuspended(Duration.ofHours(1)));
        boolean ours = engine.lease().getAsBoolean();

        assertThat(ours).isFalse();
    }

    @Test
    void a_node_without_a_recent_beat_lets_go_instead_of_sending() {
        Engine engine = engine(first, channel);
        aBirthday(engine);

        first.passes(Duration.ofSeconds(5));
        boolean ours = engine.lease().getAsBoolean();
        engine.beat();

        assertThat(ours).isFalse();
        assertThat(engine.lease().getAsBoolean()).isTrue();
    }

    @Test
    void nor_does_it_claim_what_it_could_not_send() {
        Engine engine = engine(first, channel);
        aBirthday(engine);

        first.passes(Duration.ofSeconds(5));
        engine.round();

        assertThat(number("SELECT count(*) FROM delivery")).isZero();

        engine.beat();
        engine.round();

        assertThat(channel.sent()).hasSize(1);
    }

    @Test
    void a_node_that_was_suspended_beats_before_it_sends() {
        Engine engine = engine(first, channel);
        aBirthday(engine);

        first.isSuspended(Duration.ofHours(1));
        engine.round();

        assertThat(channel.sent()).hasSize(1);
        assertThat(number("SELECT max(beat) FROM node"))
                .isEqualTo(2); // one at its birth, one before the send
    }

    @Test
    void one_that_wakes_and_cannot_ask_the_database_sends_nothing_and_lets_go() {
        Engine engine =
                engine(
                        first,
                        dispatch -> {
                            first.isSuspended(Duration.ofHours(1));
                            return channel.send(dispatch);
                        });
        aBirthday(engine);
        sql("ALTER TABLE node ADD CONSTRAINT fails CHECK (beat < 1) NOT VALID");

        try {
            engine.round();
        } finally {
            sql("ALTER TABLE node DROP CONSTRAINT fails");
        }

        assertThat(channel.sent()).isEmpty();
        assertThat(only(engine).state()).isEqualTo(DeliveryState.PENDING);
        assertThat(only(engine).attempts()).isZero();
    }

    @Test
    void a_node_that_was_declared_dead_while_suspended_sends_nothing_and_starts_anew() {
        Engine sleeper = engine(first, channel);
        aBirthday(sleeper);
        Engine other = engine(second, dispatch -> new Outcome.Accepted("by the other"));
        other.beat();
        second.passes(Duration.ofSeconds(8));
        other.beat();

        first.isSuspended(Duration.ofHours(1));
        sleeper.round();

        assertThat(channel.sent()).isEmpty();

        sleeper.round();

        assertThat(channel.sent()).hasSize(1); // in its new life
        assertThat(sleeper.views().deliveries(Optional.empty(), Optional.empty(), 10))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.attempts()).isEqualTo(1));
    }

    @Test
    void a_worker_that_lost_its_lease_cannot_settle() {
        Engine[] other = new Engine[1];
        Engine paused =
                engine(
                        first,
                        dispatch -> {
                            // While this node is stopped in the middle of the send, the other one
                            // takes over and fails.
                            other[0] = engine(second, again -> new Outcome.Refused("HTTP 400"));
                            other[0].beat();
                            second.passes(Duration.ofSeconds(8));
                            other[0].beat();
                            other[0].round();
                            return new Outcome.Accepted("HTTP 200");
                        });
        aBirthday(paused);

        paused.round();

        assertThat(paused.leasesLost()).isEqualTo(1);
        assertThat(paused.views().deliveries(Optional.empty(), Optional.empty(), 10))
                .singleElement()
                .satisfies(
                        delivery -> assertThat(delivery.state()).isEqualTo(DeliveryState.FAILED));
    }

    @Test
    void a_node_that_ends_in_order_leaves_no_row_behind() {
        Engine engine = engine(first, channel);

        engine.close();

        assertThat(number("SELECT count(*) FROM node")).isZero();
    }

    private void sql(String statement) {
        databases.reference().useHandle(handle -> handle.execute(statement));
    }

    private void noticesTheDeath(Engine survivor, String at) {
        survivor.beat();
        second.passes(Duration.ofSeconds(7));
        clock.set(Instant.parse(at));
        survivor.beat();
    }

    private static Delivery only(Engine engine) {
        return engine.views().deliveries(Optional.empty(), Optional.empty(), 10).getFirst();
    }

    private static void killedIn(Engine engine) {
        assertThatThrownBy(engine::round).isInstanceOf(Killed.class);
    }

    private Engine engine(Machine machine, Channel through) {
        return Engine.byHand(
                databases,
                TzSnapshot.bundled(),
                clock,
                machine.time(),
                EngineSettings.ofDefaults("node"),
                Map.of(Engine.WEBHOOK, through));
    }

    private void aBirthday(Engine engine) {
        clock.set(Instant.parse("2027-06-15T07:00:00Z"));
        Profile profile =
                new Profile(
                        "Europe/London",
                        Map.of("dateOfBirth", "1990-06-15"),
                        Map.of("firstName", "Ada", "lastName", "L"));
        engine.subjects().create(new NewSubject("user", Optional.empty(), profile));
        clock.set(Instant.parse("2027-06-15T08:00:00Z"));
    }

    private long number(String query) {
        return databases
                .reference()
                .withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
