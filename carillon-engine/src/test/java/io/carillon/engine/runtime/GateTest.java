package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Endpoints;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.runtime.Gate.Entrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The line at a gate, and those inside who take out of it.
class GateTest {
    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
    private static final long JOINED = Duration.ofDays(1).toNanos();
    private static final int ROOM = 100;

    private final Endpoint webhook =
            TestDatabase.empty().reference().withHandle(Endpoints::all).getFirst();
    private final Gate gate = new Gate(webhook);

    @Test
    void who_is_inside_takes_out_one_after_the_other_in_the_order_they_came() {
        letsIn(1);
        join("ada", "grace");

        assertThat(gate.wanted()).isEqualTo(1);
        assertThat(gate.enter()).isTrue();
        assertThat(gate.next()).contains(waiting("ada"));
        assertThat(gate.next()).contains(waiting("grace"));
        assertThat(gate.next()).isEmpty();
    }

    @Test
    void no_more_are_let_in_than_the_limit() {
        letsIn(2);
        join("ada", "grace", "hedy");

        assertThat(gate.wanted()).isEqualTo(2);
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.wanted()).isZero();
    }

    @Test
    void an_endpoint_that_is_gone_gets_nothing_more_while_that_is_handed_over() {
        letsIn(1);
        gate.count(Entrants.lease("ada"), new Outcome.Gone("HTTP 410"));

        assertThat(gate.takeTally()).isPresent();
        letsIn(1);
        assertThat(gate.free(NOW)).isZero();

        gate.handedOver(); // and what is followed then says so
        letsIn(1);
        assertThat(gate.free(NOW)).isPositive();
    }

    @Test
    void no_more_are_wanted_than_wait() {
        letsIn(64);
        join("ada");

        assertThat(gate.wanted()).isEqualTo(1);
    }

    @Test
    void who_found_nobody_has_left_and_somebody_is_wanted_for_the_next() {
        letsIn(1);
        gate.enter();
        gate.next();

        join("ada");

        assertThat(gate.wanted()).isEqualTo(1);
    }

    @Test
    void when_the_limit_falls_those_who_are_too_many_leave_and_the_others_go_on() {
        letsIn(2);
        join("ada", "grace");
        gate.enter();
        gate.enter();

        letsIn(1);

        assertThat(gate.next()).isEmpty();
        assertThat(gate.next()).contains(waiting("ada"));
        assertThat(gate.next()).contains(waiting("grace"));
    }

    @Test
    void when_the_limit_grows_more_are_wanted_for_those_who_wait() {
        letsIn(1);
        join("ada", "grace", "hedy");
        gate.enter();

        letsIn(3);

        assertThat(gate.wanted()).isEqualTo(2);
    }

    @Test
    void what_waits_for_longer_than_a_second_is_let_go_and_the_rest_waits_on() {
        letsIn(1);
        join("ada");
        gate.join(Entrants.waiting("grace", after(500)));

        assertThat(gate.letGo(after(1_000))).isEmpty();
        assertThat(gate.letGo(after(1_001))).contains(waiting("ada"));
        assertThat(gate.letGo(after(1_001))).isEmpty();
        assertThat(gate.endsWatch()).isFalse();
        assertThat(gate.letGo(after(1_501))).isPresent();
        assertThat(gate.endsWatch()).isTrue();
    }

    @Test
    void where_none_may_be_inside_what_waits_is_let_go_at_once() {
        letsIn(1);
        join("ada");

        letsIn(0);

        assertThat(gate.letGo(JOINED)).contains(waiting("ada"));
    }

    @Test
    void it_is_slow_while_somebody_waits_for_more_than_a_moment() {
        letsIn(1);
        join("ada");
        gate.letGo(after(100));
        assertThat(gate.isSlow()).isFalse();

        gate.letGo(after(101));

        assertThat(gate.isSlow()).isTrue();
    }

    @Test
    void it_is_slow_no_more_when_all_its_room_has_begun_at_once() {
        letsIn(1);
        join("ada");
        gate.letGo(after(101));

        gate.pass(waiting("ada"), after(101));
        gate.pass(waiting("grace"), after(100));
        assertThat(gate.isSlow()).isTrue();
        gate.pass(waiting("hedy"), after(100));

        assertThat(gate.isSlow()).isFalse();
    }

    @Test
    void the_room_doubles_while_all_begins_at_once_and_falls_back_when_something_waited_too_long() {
        letsIn(2);
        assertThat(gate.free(NOW)).isEqualTo(4);

        IntStream.range(0, 4).forEach(_ -> gate.pass(waiting("ada"), after(100)));
        assertThat(gate.free(NOW)).isEqualTo(8);

        join("ada");
        gate.letGo(after(1_001));
        gate.ended(waiting("ada").lease());
        assertThat(gate.free(NOW)).isEqualTo(2);
    }

    @Test
    void one_watches_over_the_line_while_somebody_waits_in_it() {
        letsIn(1);
        assertThat(gate.wantsWatch()).isFalse();

        join("ada");
        assertThat(gate.wantsWatch()).isTrue();
        assertThat(gate.wantsWatch()).isFalse();

        gate.enter();
        gate.next();
        assertThat(gate.endsWatch()).isTrue();
        join("grace");
        assertThat(gate.wantsWatch()).isTrue();
    }

    private void letsIn(int concurrency) {
        gate.follow(webhook, new Limits.Share(concurrency, Optional.empty()), ROOM, NOW);
    }

    private void join(String... refs) {
        List.of(refs).forEach(ref -> gate.join(waiting(ref)));
    }

    private static long after(int millis) {
        return JOINED + Duration.ofMillis(millis).toNanos();
    }

    private static Entrant waiting(String ref) {
        return Entrants.waiting(ref, JOINED);
    }
}
